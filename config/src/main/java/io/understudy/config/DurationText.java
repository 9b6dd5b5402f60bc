package io.understudy.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 250us}, {@code 50ms}, {@code 5s}, {@code 2m}, {@code 1h}.
 *
 * <p>Always with a unit, since a bare 50 is read as seconds by one and as milliseconds by the next;
 * and always whole, since 1500ms says it as well as 1.5s does.
 */
public final class DurationText {

    /** Nine digits: enough for every unit, and no product of theirs overflows. */
    public static final String REGEX = "[0-9]{1,9}(us|ms|s|m|h)";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h)");

    private DurationText() {}

    /** Empty: that text is no duration. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "us" -> ChronoUnit.MICROS;
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    default -> ChronoUnit.HOURS;
                };
        return Optional.of(Duration.of(amount, unit));
    }

    /** In the longest unit that leaves it whole; what is finer than a microsecond is left out. */
    public static String format(Duration duration) {
        long micros = duration.toNanos() / 1_000;
        if (micros == 0) {
            return "0s";
        }
        if (micros % 1_000 != 0) {
            return micros + "us";
        }
        if (micros % 1_000_000 != 0) {
            return micros / 1_000 + "ms";
        }
        long seconds = micros / 1_000_000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
