package io.understudy.config;

import java.time.Duration;
import java.util.List;

/**
 * How a local detector starts a replica of the group when the manager asks for one.
 *
 * @param command what to run; {@code {name}} stands for the replica and {@code {config}} for the
 *     cluster file. Empty: the suite's own launcher
 * @param backOff before a second start of one replica; doubles with each start that did not last
 * @param backOffMax where that doubling ends
 * @param attempts starts in a row that did not last, after which the detector gives up until the
 *     replica is started by hand
 * @param lasting how long a replica must live for its start to count as one that lasted
 * @param startTimeout a replica that has not registered by then is ended, as one that hangs
 */
public record Launch(
        List<String> command,
        Duration backOff,
        Duration backOffMax,
        int attempts,
        Duration lasting,
        Duration startTimeout) {

    public static final int WORDS_MAX = 100;

    public static final int ATTEMPTS_MAX = 1_000;

    public static final Span BACK_OFF = new Span(Duration.ofMillis(1), Duration.ofHours(1));

    public static final Span LASTING = new Span(Duration.ofMillis(1), Duration.ofHours(24));

    /** A replica's process alone takes some hundred milliseconds to start. */
    public static final Span START_TIMEOUT = new Span(Duration.ofSeconds(1), Duration.ofHours(1));

    public Launch {
        command = List.copyOf(command);
    }
}
