package io.understudy.config.file;

import io.understudy.config.DurationText;
import io.understudy.config.Heartbeat;
import java.time.Duration;

/**
 * The rule for durations of which one waits for the other: the waiting one lasts at least twice as
 * long. A single one that comes late must not look like one that never comes.
 */
final class Timeouts {

    private final Mistakes mistakes;

    Timeouts(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * @param waitedName what people call the waited one, from where the waiting one stands
     * @param waitingName the other way round
     */
    void check(
            Setting<Duration> waiting,
            String waitingName,
            Setting<Duration> waited,
            String waitedName) {
        Duration least = waited.value().multipliedBy(Heartbeat.INTERVALS_MIN);
        boolean judged = waiting.sound() && waited.sound();
        if (!judged || waiting.value().compareTo(least) >= 0) {
            return;
        }
        if (waiting.written()) {
            tooShort(waiting, least, waited, waitedName);
        } else {
            tooLong(waited, waiting, waitingName, least);
        }
    }

    private void tooShort(
            Setting<Duration> waiting, Duration least, Setting<Duration> waited, String name) {
        mistakes.add(
                waiting.place(),
                String.format(
                        "%s is less than twice the %s %s",
                        text(waiting.value()), name, text(waited.value())),
                "want at least " + text(least));
    }

    /** The waiting one is a default: what was written is what to change, or what lacks company. */
    private void tooLong(
            Setting<Duration> waited, Setting<Duration> waiting, String name, Duration least) {
        mistakes.add(
                waited.place(),
                String.format(
                        "%s is more than half of the %s, by default %s",
                        text(waited.value()), name, text(waiting.value())),
                String.format("want it shorter, or a %s of at least %s", name, text(least)));
    }

    private static String text(Duration duration) {
        return DurationText.format(duration);
    }
}
