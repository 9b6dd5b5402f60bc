package io.understudy.localdetector;

import io.understudy.protocol.Env;
import java.time.Duration;

/** What the parts of a local detector share. Durations are measured by {@code clock} alone. */
record World(Env<LocalDetector.Alarm> env, Processes processes, WakefulClock clock) {

    /** Farther than anything is ever due. */
    static final long NEVER_MICROS = Long.MAX_VALUE / 4;

    /**
     * When something that is done again and again is done next. On a common grid, so that what is
     * done at the same pace is done in the same turn: each turn of its own would cost an idle
     * machine a wake-up.
     */
    static long nextMultiple(long nowMicros, long intervalMicros) {
        return (nowMicros / intervalMicros + 1) * intervalMicros;
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static long millis(long micros) {
        return micros / 1_000;
    }
}
