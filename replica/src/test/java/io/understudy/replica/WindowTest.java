package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowTest {

    private final Window window = new Window(100, 250);
    private long through = 0;

    /** Messages of 60 bytes for as long as there is room. */
    private int fill() {
        int count = 0;
        while (window.hasRoom()) {
            window.onSent(++through, 60);
            count++;
        }
        return count;
    }

    @Test
    void theMessageThatCrossesTheLineIsTheLast() {
        assertEquals(2, fill());
    }

    @Test
    void itGrowsByWhatIsAcknowledged() {
        fill();
        window.onAcknowledged(1);
        assertEquals(2, fill());
    }

    @Test
    void itGrowsToItsMost() {
        fill();
        for (long acknowledged = 1; acknowledged <= 100; acknowledged++) {
            window.onAcknowledged(acknowledged);
            fill();
        }
        assertEquals(5, through - 100);
    }

    @Test
    void aMessageTakesItsRoomUntilAllOfItIsAcknowledged() {
        window.onSent(10, 101);
        window.onAcknowledged(9);
        assertFalse(window.hasRoom());
        window.onAcknowledged(10);
        assertTrue(window.hasRoom());
    }

    @Test
    void afterALossItBeginsAnew() {
        fill();
        window.onAcknowledged(through);
        fill();
        window.clear();
        assertEquals(2, fill());
    }

    @Test
    void itDoesNotBeginWithMoreThanItsMost() {
        Window small = new Window(1_000, 50);
        small.onSent(1, 51);
        assertFalse(small.hasRoom());
    }
}
