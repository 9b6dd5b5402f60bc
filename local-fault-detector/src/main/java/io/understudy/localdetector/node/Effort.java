package io.understudy.localdetector.node;

import java.util.OptionalLong;

/**
 * Whether one process works or rests, by the processor time that it has used from one review to the
 * next.
 */
final class Effort {

    /**
     * Of a hundredth of a second each, between two reviews. A replica that nobody asks anything
     * needs a quarter of that for its heartbeats.
     */
    private static final long TICKS_MIN = 4;

    private OptionalLong before = OptionalLong.empty();

    /**
     * @param ticks that the process has used in all; empty if nobody knows
     * @return whether it has worked since the last call; what is not known counts as work
     */
    boolean review(OptionalLong ticks) {
        boolean known = ticks.isPresent() && before.isPresent();
        boolean works = !known || ticks.getAsLong() - before.getAsLong() >= TICKS_MIN;
        before = ticks;
        return works;
    }
}
