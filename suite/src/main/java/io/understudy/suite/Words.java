package io.understudy.suite;

import io.understudy.protocol.Bytes;

/** What somebody typed as a key or a value, in UTF-8. */
final class Words {

    /** What stands in a text for bytes that are none of its characters. */
    private static final char REPLACEMENT = '\uFFFD';

    private Words() {}

    /**
     * @throws IllegalArgumentException if it was not, and so is not known any more
     */
    static Bytes bytes(String word) {
        if (word.indexOf(REPLACEMENT) >= 0) {
            throw new IllegalArgumentException(
                    word + ": has bytes that are not UTF-8, or this terminal's LC_ALL is not");
        }
        return Bytes.utf8(word);
    }
}
