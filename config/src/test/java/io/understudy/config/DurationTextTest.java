package io.understudy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as people write them. */
class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "250us, PT0.00025S",
        "50ms, PT0.05S",
        "5s, PT5S",
        "2m, PT2M",
        "1h, PT1H",
        "0s, PT0S",
        "007s, PT7S",
        "999999999h, PT999999999H"
    })
    void wholeNumbersWithAUnitAreDurations(String text, Duration duration) {
        assertEquals(Optional.of(duration), DurationText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "5 s", " 5s", "5S", "-5s", "+5s", "1.5s", "5d", "1m30s", "٣s"})
    void nothingElseIs(String text) {
        assertEquals(Optional.empty(), DurationText.parse(text));
    }

    @Test
    void tenDigitsAreTooMany() {
        assertEquals(Optional.empty(), DurationText.parse("1000000000us"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.0015S, 1500us",
        "PT1.5S, 1500ms",
        "PT90S, 90s",
        "PT2M, 2m",
        "PT90M, 90m",
        "PT24H, 24h"
    })
    void theLongestUnitThatLeavesItWholeIsWritten(Duration duration, String text) {
        assertEquals(text, DurationText.format(duration));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            Duration duration = Duration.ofNanos(1_000 * random.nextLong(1_000_000_000));
            String text = DurationText.format(duration);
            assertEquals(Optional.of(duration), DurationText.parse(text), text);
        }
    }
}
