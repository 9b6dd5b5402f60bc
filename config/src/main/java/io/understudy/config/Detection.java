package io.understudy.config;

import java.time.Duration;

/**
 * How the detectors watch.
 *
 * @param look between two looks of a local detector at the processes of its machine; 10 ms, if that
 *     is longer, while all of them rest. Shorter sees a death sooner and costs more of a core
 * @param machines between the global detector and each local one
 */
public record Detection(Duration look, Heartbeat machines) {

    /** A look costs about a microsecond: below the minimum they would take a part of a core. */
    public static final Span LOOK = new Span(Duration.ofNanos(100_000), Duration.ofSeconds(1));
}
