package io.understudy.config;

import java.time.Duration;

/**
 * How often somebody is asked whether he still lives, and how long his silence is borne.
 *
 * @param interval between two questions
 * @param timeout silence after which the other is taken for hung or gone; at least {@link
 *     #INTERVALS_MIN} intervals
 */
public record Heartbeat(Duration interval, Duration timeout) {

    public static final Span INTERVAL = new Span(Duration.ofMillis(1), Duration.ofMinutes(1));

    public static final Span TIMEOUT = new Span(Duration.ofMillis(2), Duration.ofMinutes(10));

    /** With fewer, one answer that comes a little late after its question is a death. */
    public static final int INTERVALS_MIN = 2;
}
