package io.understudy.runtime;

import io.understudy.protocol.Weight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Warns of each peer once for each reason, so that a peer that keeps doing wrong does not fill the
 * log. What was said before is still there for who looks for a bug.
 */
final class Complaints {

    /** Those warned of longest ago are forgotten first, and so may be warned of again. */
    static final int PEERS_MAX = 1_000;

    /** Reasons can hold what a peer sent, which can be something new each time. */
    static final int REASONS_MAX = 10;

    private final int peersMax;
    private final Trace trace;
    private final Map<String, Set<String>> warned = new LinkedHashMap<>();

    Complaints(Trace trace) {
        this(PEERS_MAX, trace);
    }

    Complaints(int peersMax, Trace trace) {
        this.peersMax = peersMax;
        this.trace = trace;
    }

    /**
     * @param peer a name or an address, without the port that differs with each connection
     * @param about first words of the line
     * @return whether that was news
     */
    boolean warn(String peer, String about, String reason) {
        Set<String> reasons = warned.computeIfAbsent(peer, first -> new TreeSet<>());
        boolean fresh = reasons.size() < REASONS_MAX && reasons.add(reason);
        trace.fact(
                fresh ? Weight.WARNING : Weight.DETAIL,
                about + " from=" + peer + " cause=\"" + reason + '"');
        if (warned.size() > peersMax) {
            warned.remove(warned.keySet().iterator().next());
        }
        return fresh;
    }

    /** All is well with that one again; what goes wrong from now on is news. */
    void settled(String peer) {
        warned.remove(peer);
    }
}
