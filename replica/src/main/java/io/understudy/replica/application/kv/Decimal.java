package io.understudy.replica.application.kv;

import io.understudy.protocol.Bytes;
import java.util.OptionalLong;

/** Numbers of 64 bits as text, each in the one way in which it is written here. */
final class Decimal {

    /** Of the lowest number, sign included. */
    private static final int LENGTH_MAX = 20;

    private Decimal() {}

    static Bytes write(long number) {
        return Bytes.utf8(Long.toString(number));
    }

    /** Nothing for "+1", "01", " 1", "-0" and all else that {@link #write} does not write. */
    static OptionalLong read(Bytes text) {
        if (text.length() == 0 || text.length() > LENGTH_MAX) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.utf8());
            return write(number).equals(text) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}
