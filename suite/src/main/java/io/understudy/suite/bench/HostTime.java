package io.understudy.suite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The time in which a virtual machine had work for its processors and its host gave them to others.
 * All stands still then, for tens of milliseconds where the host has set a quota, and no figure of
 * delays says anything of this program.
 */
final class HostTime {

    private static final Path COUNTERS = Path.of("/proc/stat");

    /** Behind "cpu": user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int STEAL_COLUMN = 8;

    /** What the kernel counts in for programs, whatever it counts in itself. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Optional<Duration> before = kept();

    /** What a reader of figures should know, if there is something. */
    Optional<String> remark() {
        return before.flatMap(then -> kept().map(now -> now.minus(then)))
                .filter(kept -> kept.compareTo(Duration.ZERO) > 0)
                .map(
                        kept ->
                                String.format(
                                        Locale.ROOT,
                                        "meanwhile the host of this virtual machine kept %,d ms of"
                                                + " its processors' time from it",
                                        kept.toMillis()));
    }

    /** Empty where nobody says. */
    private static Optional<Duration> kept() {
        try {
            return kept(Files.readAllLines(COUNTERS));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    static Optional<Duration> kept(List<String> counters) {
        return counters.stream()
                .map(line -> line.split(" +"))
                .filter(words -> words[0].equals("cpu") && words.length > STEAL_COLUMN)
                .map(words -> TICK.multipliedBy(Long.parseLong(words[STEAL_COLUMN])))
                .findFirst();
    }
}
