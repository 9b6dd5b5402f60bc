package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void wordsAreSeparatedByAnyNumberOfBlanks() {
        assertEquals(List.of("put", "a", "b"), ShellWords.of("  put a \t b "));
    }

    @Test
    void quotesKeepBlanksTogether() {
        assertEquals(List.of("put", "a b", "c d"), ShellWords.of("put 'a b' \"c d\""));
    }

    @Test
    void emptyQuotesAreAWord() {
        assertEquals(List.of("put", "a", ""), ShellWords.of("put a ''"));
    }

    @Test
    void aBackslashTakesTheMeaningFromWhatFollows() {
        assertEquals(List.of("a b", "\"", "x\\y"), ShellWords.of("a\\ b \"\\\"\" 'x\\y'"));
    }

    @Test
    void whatIsOpenedHasToBeClosed() {
        assertThrows(IllegalArgumentException.class, () -> ShellWords.of("put 'a"));
        assertThrows(IllegalArgumentException.class, () -> ShellWords.of("put a\\"));
    }
}
