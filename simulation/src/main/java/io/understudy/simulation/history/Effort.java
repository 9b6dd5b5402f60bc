package io.understudy.simulation.history;

import java.util.List;

/**
 * What unknown calls are thought to do. In nearly every history that is right an unknown call that
 * took effect was seen before the next one did; so the search first allows no more than that, then
 * a few, and only then anything: what twenty unknown calls could do in each order is more than can
 * be tried.
 *
 * @param unseenMax how many of them may take effect, one upon the other, before somebody looks
 * @param anyHash see {@link Demand}
 */
record Effort(int unseenMax, boolean anyHash) {

    /** The last one leaves nothing out. */
    static final List<Effort> ALL =
            List.of(
                    new Effort(1, false),
                    new Effort(3, false),
                    new Effort(Integer.MAX_VALUE, true));
}
