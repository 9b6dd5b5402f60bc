package io.understudy.suite.labs;

import java.nio.charset.StandardCharsets;

/** What PutHash stores, computed without the service: FNV-1a of 32 bits, as a decimal number. */
final class HashChain {

    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 16_777_619;

    private HashChain() {}

    static String next(String before, String argument) {
        int hash = BASIS;
        for (byte each : (before + argument).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * PRIME;
        }
        return Integer.toUnsignedString(hash);
    }
}
