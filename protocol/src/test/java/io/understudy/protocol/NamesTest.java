package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.config.NamePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"S", "S1", "kv", "node-1.rack_2", "Z9"})
    void aNameIsTakenAsItIs(String name) {
        assertEquals(name, Names.check(name));
    }

    @Test
    void theLongestNameIsTaken() {
        String longest = "n".repeat(NamePattern.LENGTH_MAX);
        assertEquals(longest, Names.check(longest));
        assertThrows(IllegalArgumentException.class, () -> Names.check(longest + "n"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"1S", "-S", ".", "..", "S 1", "S#1", "S/1", "S\n", "Ä", "S\u0000"})
    void whatWouldMeanSomethingElsewhereIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Names.check(name));
    }
}
