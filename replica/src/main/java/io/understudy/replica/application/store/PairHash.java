package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;

/**
 * A hash of 64 bits of a key together with its value. The digest of a state is the sum of these, so
 * it does not depend on the order of writes and a write changes it by two of them.
 *
 * <p>Each is mixed to its end before it is added: sums of weaker hashes cancel out, for instance
 * where two keys exchange their values. It protects from faults, not from clients that look for
 * collisions.
 */
final class PairHash {

    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long FACTOR = 0xbf58476d1ce4e5b9L;

    private PairHash() {}

    static long of(Bytes key, Bytes value) {
        return mix(fold(fold(SEED, key), value));
    }

    /** Ends with the length: ("ab", "c") is another pair than ("a", "bc"). */
    private static long fold(long begin, Bytes bytes) {
        int length = bytes.length();
        long hash = begin;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = step(hash, bytes.longAt(i));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = tail << 8 | bytes.at(i) & 0xff;
        }
        return step(step(hash, tail), length);
    }

    private static long step(long hash, long word) {
        long next = (hash ^ word) * FACTOR;
        return next ^ next >>> 32;
    }

    /** The end of MurmurHash3: each bit of the result depends on each of the argument. */
    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
