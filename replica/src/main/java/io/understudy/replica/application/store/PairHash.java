package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;

/**
 * A hash of 64 bits of a key together with its value. The digest of a state is the sum of these, so
 * it does not depend on the order of writes and a write changes it by two of them.
 */
final class PairHash {

    private PairHash() {}

    static long of(Bytes key, Bytes value) {
        return Mix.end(fold(fold(Mix.SEED, key), value));
    }

    /** Ends with the length: ("ab", "c") is another pair than ("a", "bc"). */
    private static long fold(long begin, Bytes bytes) {
        int length = bytes.length();
        long hash = begin;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = Mix.step(hash, bytes.longAt(i));
        }
        long tail = 0;
        for (; i < length; i++) {
            tail = tail << 8 | bytes.at(i) & 0xff;
        }
        return Mix.step(Mix.step(hash, tail), length);
    }
}
