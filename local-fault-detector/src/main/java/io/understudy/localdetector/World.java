package io.understudy.localdetector;

import io.understudy.protocol.Env;
import java.time.Duration;

/** What the parts of a local detector share. Durations are measured by {@code clock} alone. */
record World(Env<LocalDetector.Alarm> env, Processes processes, WakefulClock clock) {

    /** Farther than anything is ever due. */
    static final long NEVER_MICROS = Long.MAX_VALUE / 4;

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static long millis(long micros) {
        return micros / 1_000;
    }
}
