package io.understudy.suite.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The log file of a process: lines like {@code 12:03:04.117254 M1 dead replica=S1#...}. */
record LogFile(Path path) {

    /** The time of the first line with that text, if it has been written yet. */
    Optional<LocalTime> firstTime(String text) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        return Files.readAllLines(path).stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .flatMap(LogFile::time);
    }

    /** How long after that moment; the lines have no date, so that it must be less than a day. */
    static Duration since(Instant moment, LocalTime time) {
        Duration since =
                Duration.between(moment.atZone(ZoneId.systemDefault()).toLocalTime(), time);
        return since.isNegative() ? since.plusDays(1) : since;
    }

    private static Optional<LocalTime> time(String line) {
        try {
            return Optional.of(LocalTime.parse(line.substring(0, Math.max(0, line.indexOf(' ')))));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
