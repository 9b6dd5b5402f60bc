package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;

/** Holds keys and values to their limits, in the same words everywhere. */
final class Lengths {

    private Lengths() {}

    static void checkKey(Bytes key) {
        if (key.length() == 0) {
            throw new IllegalArgumentException("key is empty");
        }
        check("key", key, KvOperation.KEY_BYTES_MAX);
    }

    static void checkValue(String what, Bytes value) {
        check(what, value, KvOperation.VALUE_BYTES_MAX);
    }

    static void check(String what, Bytes bytes, int max) {
        if (bytes.length() > max) {
            throw new IllegalArgumentException(tooLong(what, bytes.length(), max));
        }
    }

    static String tooLong(String what, long length, int max) {
        return what + " has " + length + " bytes; at most " + max + " are allowed";
    }
}
