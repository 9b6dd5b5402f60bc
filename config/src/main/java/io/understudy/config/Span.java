package io.understudy.config;

import java.time.Duration;

/** From the shortest to the longest that a duration may be, both included. */
public record Span(Duration min, Duration max) {

    public boolean contains(Duration duration) {
        return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
    }

    @Override
    public String toString() {
        return DurationText.format(min) + " to " + DurationText.format(max);
    }
}
