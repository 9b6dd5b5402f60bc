package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final String LONGEST = "€".repeat(Texts.LENGTH_MAX);

    @ParameterizedTest
    @ValueSource(strings = {"killed", "exit 1: „Datei fehlt“", "\uD83D\uDE80", "a \"b\" \\c"})
    void aSentenceIsTakenAsItIs(String text) {
        assertEquals(text, Texts.check("cause", text));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "two\nlines", "\u001b[31m", "half \uD83D", "half \uDE80\uD83D"})
    void whatIsNoPlainSentenceIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Texts.check("cause", text));
    }

    @Test
    void theLongestSentenceIsTaken() {
        assertEquals(LONGEST, Texts.check("cause", LONGEST));
        assertThrows(IllegalArgumentException.class, () -> Texts.check("cause", LONGEST + "."));
    }

    /** What the largest message may take is reckoned from this. */
    @Test
    void noTextTakesMoreThanThreeBytesForEachUnitOfItsLength() {
        StringBuilder text = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            text.appendCodePoint(point);
            if (text.length() >= Texts.LENGTH_MAX - 1) {
                String fit = Texts.fit(text.toString());
                assertTrue(bytesOf(fit) - bytesOf("x") <= 3 * fit.length(), fit);
                text.setLength(0);
            }
        }
    }

    private static int bytesOf(String text) {
        return Wire.encode(new ToReplica.Refused(new ReplicaId("S1", 1), text)).length;
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"as it is,as it is", " stripped ,stripped", "''," + "no reason given"})
    void aSentenceIsMadeToFit(String text, String fit) {
        assertEquals(fit, Texts.fit(text));
    }

    @Test
    void whatCannotBeCarriedBecomesASpace() {
        assertEquals("two lines", Texts.fit("two\nlines\r\n"));
        assertEquals("half   a pair", Texts.fit("half \uD83D a pair"));
        assertEquals("no reason given", Texts.fit("\u0000\uDE80"));
    }

    @Test
    void noPairIsCutInHalf() {
        String odd = "x" + "\uD83D\uDE80".repeat(Texts.LENGTH_MAX);
        assertEquals(Texts.LENGTH_MAX - 1, Texts.fit(odd).length());
    }

    @Test
    void whateverWasWrittenIsLegalOnceItIsMadeToFit() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 1_000; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(2 * Texts.LENGTH_MAX);
            for (int i = 0; i < length; i++) {
                text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x1_0000));
            }
            String fit = Texts.fit(text.toString());
            assertEquals(fit, Texts.check("cause", fit));
            assertEquals(fit, Texts.fit(fit));
        }
    }
}
