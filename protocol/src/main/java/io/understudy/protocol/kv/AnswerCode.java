package io.understudy.protocol.kv;

import io.understudy.protocol.MalformedMessage;

/** The first byte of an answer. */
enum AnswerCode {
    DONE(1),
    ABSENT(2),
    VALUE(3),
    PAGE(4),
    REFUSED(5);

    private static final AnswerCode[] ALL = values();

    private final byte number;

    AnswerCode(int number) {
        this.number = (byte) number;
    }

    byte number() {
        return number;
    }

    static AnswerCode of(int number) {
        if (number < 1 || number > ALL.length) {
            throw new MalformedMessage("no answer has the code " + number);
        }
        return ALL[number - 1];
    }
}
