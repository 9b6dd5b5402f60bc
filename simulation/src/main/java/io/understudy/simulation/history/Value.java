package io.understudy.simulation.history;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * What a key holds: a text, or nothing at all.
 *
 * <p>A text that was appended to is its beginning and a tail, so thousands of appends to one key
 * cost as much memory as what was appended, not its square. Texts are compared character by
 * character in the end; length and hash only tell different ones apart sooner.
 */
public final class Value {

    /** The key is not there. Not the same as an empty text. */
    public static final Value ABSENT = new Value(null, "", Fnv.BASIS);

    /** The longest number of 64 bits, with its sign. */
    private static final int NUMBER_LENGTH_MAX = 20;

    /** Null where {@code tail} is the whole text. */
    private final Value begin;

    private final String tail;
    private final int length;
    private final int fnv;

    private Value(Value begin, String tail, int fnv) {
        this.begin = begin;
        this.tail = tail;
        this.length = tail.length() + (begin == null ? 0 : begin.length);
        this.fnv = fnv;
    }

    public static Value of(String text) {
        return new Value(null, text, Fnv.fold(Fnv.BASIS, text));
    }

    /** What is absent counts as empty. */
    Value append(String more) {
        return isAbsent() ? of(more) : new Value(this, more, Fnv.fold(fnv, more));
    }

    /** FNV-1a of this text followed by {@code more}, unsigned and decimal. */
    Value hashedWith(String more) {
        return of(Integer.toUnsignedString(Fnv.fold(fnv, more)));
    }

    boolean isAbsent() {
        return this == ABSENT;
    }

    int length() {
        return length;
    }

    /** FNV-1a of the text. */
    int fnv() {
        return fnv;
    }

    /** Whether this is {@code other}, with {@link #tail} appended. */
    boolean continues(Value other) {
        return begin == other;
    }

    /** What was appended last. */
    String tail() {
        return tail;
    }

    /**
     * What is absent counts as 0; empty for a text that is no number of 64 bits as a computer would
     * write it. "007" and "+7" are none: a sum must tell what was there before.
     */
    OptionalLong number() {
        if (isAbsent()) {
            return OptionalLong.of(0);
        }
        if (!mayBecomeNumber()) {
            return OptionalLong.empty();
        }
        String text = text();
        try {
            long number = Long.parseLong(text);
            return Long.toString(number).equals(text)
                    ? OptionalLong.of(number)
                    : OptionalLong.empty();
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** False if no text that begins like this is a number. */
    boolean mayBecomeNumber() {
        if (length > NUMBER_LENGTH_MAX) {
            return false;
        }
        String text = text();
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    String text() {
        if (begin == null) {
            return tail;
        }
        char[] text = new char[length];
        int end = length;
        for (Value part = this; part != null; part = part.begin) {
            end -= part.tail.length();
            part.tail.getChars(0, part.tail.length(), text, end);
        }
        return new String(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value that
                && isAbsent() == that.isAbsent()
                && length == that.length
                && fnv == that.fnv
                && sameText(this, that);
    }

    /** From the end on, because values that differ mostly do so there. */
    private static boolean sameText(Value first, Value second) {
        Value a = first;
        Value b = second;
        int leftInA = a.tail.length();
        int leftInB = b.tail.length();
        int left = a.length;
        while (left > 0 && (a != b || leftInA != leftInB)) {
            if (leftInA == 0) {
                a = a.begin;
                leftInA = a.tail.length();
            } else if (leftInB == 0) {
                b = b.begin;
                leftInB = b.tail.length();
            } else {
                int step = Math.min(leftInA, leftInB);
                leftInA -= step;
                leftInB -= step;
                left -= step;
                if (!a.tail.regionMatches(leftInA, b.tail, leftInB, step)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return fnv;
    }

    @Override
    public String toString() {
        return isAbsent() ? "absent" : '"' + text() + '"';
    }

    /** FNV-1a of 32 bits, over the bytes of a text in UTF-8. */
    private static final class Fnv {

        static final int BASIS = 0x811c9dc5;
        private static final int PRIME = 0x01000193;

        static int fold(int before, String text) {
            int hash = before;
            for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (octet & 0xff)) * PRIME;
            }
            return hash;
        }
    }
}
