package io.understudy.protocol.kv;

import io.understudy.protocol.MalformedMessage;

/** The first byte of an operation. */
enum OperationCode {
    GET(1, true),
    PUT(2, false),
    APPEND(3, false),
    PUT_HASH(4, false),
    DELETE(5, false),
    COMPARE_AND_SET(6, false),
    INCREMENT(7, false),
    SCAN(8, true);

    private static final OperationCode[] ALL = values();

    private final byte number;
    private final boolean readsOnly;

    OperationCode(int number, boolean readsOnly) {
        this.number = (byte) number;
        this.readsOnly = readsOnly;
    }

    byte number() {
        return number;
    }

    boolean readsOnly() {
        return readsOnly;
    }

    static OperationCode of(int number) {
        if (number < 1 || number > ALL.length) {
            throw new MalformedMessage("no operation has the code " + number);
        }
        return ALL[number - 1];
    }
}
