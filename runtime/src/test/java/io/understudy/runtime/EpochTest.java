package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTest {

    @TempDir Path folder;

    @Test
    void theFirstEpochIsTheWallClock() {
        assertEquals(1_000, Epoch.next(folder.resolve("M1"), 1_000));
    }

    @Test
    void anEpochIsGreaterThanTheOneBeforeThoughTheClockWasSetBack() {
        Epoch.next(folder, 1_000);

        assertEquals(1_001, Epoch.next(folder, 500));
        assertEquals(1_002, Epoch.next(folder, 500));
    }

    @Test
    void aDamagedEpochIsNoGuess() throws Exception {
        Files.writeString(folder.resolve("epoch"), "10x");

        UncheckedIOException refused =
                assertThrows(UncheckedIOException.class, () -> Epoch.next(folder, 1_000));

        assertTrue(refused.getCause().getMessage().contains("delete it"));
    }
}
