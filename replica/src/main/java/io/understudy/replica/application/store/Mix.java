package io.understudy.replica.application.store;

import java.nio.ByteBuffer;

/**
 * Hashes of 64 bits for digests that are sums of many: each is mixed to its end before it is added,
 * since sums of weaker ones cancel out, for instance where two keys exchange their values. They
 * protect from faults, not from clients that look for collisions.
 */
public final class Mix {

    public static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long FACTOR = 0xbf58476d1ce4e5b9L;

    private Mix() {}

    /** One word more. */
    public static long step(long hash, long word) {
        long next = (hash ^ word) * FACTOR;
        return next ^ next >>> 32;
    }

    /** Many bytes more, and their number: what follows cannot be taken for a part of them. */
    public static long step(long hash, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long mixed = hash;
        while (in.remaining() >= Long.BYTES) {
            mixed = step(mixed, in.getLong());
        }
        long tail = 0;
        while (in.hasRemaining()) {
            tail = tail << 8 | in.get() & 0xff;
        }
        return step(step(mixed, tail), bytes.length);
    }

    /** The end of MurmurHash3: each bit of the result depends on each of the argument. */
    public static long end(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
