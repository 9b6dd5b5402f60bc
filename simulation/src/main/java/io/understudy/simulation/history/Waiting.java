package io.understudy.simulation.history;

import java.util.List;

/**
 * Known calls without a place, in a fixed order, of which any can be taken out and, last one first,
 * be put back at no cost (Knuth's dancing links).
 */
final class Waiting {

    static final int NONE = -1;

    private final int end;
    private final int[] next;
    private final int[] previous;
    private final boolean[] listed;

    /**
     * @param size all calls have numbers below it
     */
    Waiting(List<Integer> calls, int size) {
        this.end = size;
        this.next = new int[size + 1];
        this.previous = new int[size + 1];
        this.listed = new boolean[size];
        int last = end;
        for (int call : calls) {
            listed[call] = true;
            next[last] = call;
            previous[call] = last;
            last = call;
        }
        next[last] = end;
        previous[end] = last;
    }

    int first() {
        return next[end] == end ? NONE : next[end];
    }

    int after(int call) {
        return next[call] == end ? NONE : next[call];
    }

    void take(int call) {
        if (listed[call]) {
            next[previous[call]] = next[call];
            previous[next[call]] = previous[call];
        }
    }

    void putBack(int call) {
        if (listed[call]) {
            next[previous[call]] = call;
            previous[next[call]] = call;
        }
    }
}
