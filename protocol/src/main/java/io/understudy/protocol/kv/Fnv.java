package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;

/**
 * FNV-1a of 32 bits: what {@link KvOperation.PutHash} stores.
 *
 * <p>Weak as hashes go; it is here because clients compute the same chain and compare. Its values
 * are unsigned.
 */
public final class Fnv {

    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private Fnv() {}

    /** Of both, one after the other. */
    public static int hash(Bytes first, Bytes second) {
        return fold(fold(BASIS, first), second);
    }

    /** What stands under a key that held {@code old} after {@code argument} was put hashed. */
    public static Bytes chain(Bytes old, Bytes argument) {
        return Bytes.utf8(Integer.toUnsignedString(hash(old, argument)));
    }

    private static int fold(int begin, Bytes bytes) {
        int hash = begin;
        for (int i = 0; i < bytes.length(); i++) {
            hash = (hash ^ (bytes.at(i) & 0xff)) * PRIME;
        }
        return hash;
    }
}
