package io.understudy.suite.bench;

import java.time.Duration;

/** How long something that is done again and again will go on, for a person who waits. */
final class TimeLeft {

    private TimeLeft() {}

    /** At the pace so far. */
    static Duration after(int done, Duration took, int all) {
        return took.dividedBy(done).multipliedBy((long) all - done);
    }

    /** No more exact than it can be. */
    static String text(Duration left) {
        long seconds = left.plusMillis(500).toSeconds();
        if (seconds < 90) {
            return seconds + " s";
        }
        long minutes = left.plusSeconds(30).toMinutes();
        return minutes < 90 ? minutes + " min" : left.plusMinutes(30).toHours() + " h";
    }
}
