package io.understudy.suite.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    @Test
    void whatIsLeftTakesAsLongAsWhatIsDone() {
        assertEquals(Duration.ofSeconds(47 * 7), TimeLeft.after(3, Duration.ofSeconds(21), 50));
        assertEquals(Duration.ZERO, TimeLeft.after(50, Duration.ofSeconds(400), 50));
    }

    @Test
    void itIsToldNoMoreExactlyThanItIsKnown() {
        assertEquals("0 s", TimeLeft.text(Duration.ZERO));
        assertEquals("89 s", TimeLeft.text(Duration.ofMillis(88_600)));
        assertEquals("2 min", TimeLeft.text(Duration.ofSeconds(95)));
        assertEquals("7 min", TimeLeft.text(Duration.ofSeconds(400)));
        assertEquals("3 h", TimeLeft.text(Duration.ofMinutes(170)));
    }
}
