package io.understudy.suite.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir private Path folder;

    @Test
    void theFirstLineWithTheTextGivesTheTime() throws IOException {
        Path path = folder.resolve("M1.log");
        Files.writeString(
                path,
                """
                12:03:04.117254 M1 watching replica=S1#00
                	at some.line of.a.trace dead replica=S2
                12:03:04.117300 M1 dead replica=S1#00
                12:03:05.000000 M1 dead replica=S1#00
                """);

        assertEquals(
                Optional.of(LocalTime.parse("12:03:04.117300")),
                new LogFile(path).firstTime("dead replica=S1#00"));
    }

    @Test
    void aLineThatIsNotThereYetHasNoTime() throws IOException {
        assertEquals(Optional.empty(), new LogFile(folder.resolve("M2.log")).firstTime("dead"));
    }

    @Test
    void midnightInBetweenDoesNoHarm() {
        Instant before =
                LocalDate.of(2026, 11, 21)
                        .atTime(23, 59, 59)
                        .atZone(ZoneId.systemDefault())
                        .toInstant();

        assertEquals(Duration.ofSeconds(2), LogFile.since(before, LocalTime.of(0, 0, 1)));
    }
}
