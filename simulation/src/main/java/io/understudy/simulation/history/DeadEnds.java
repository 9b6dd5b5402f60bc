package io.understudy.simulation.history;

import io.understudy.simulation.history.Demand.Look;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the search has been. It never has to go on from the same known calls and an equal value
 * again; nor from there with fewer possibilities, that is, with more of the unknown calls used up.
 */
final class DeadEnds {

    /**
     * @param base the known calls before this have their place
     * @param ahead the ones from {@code base} on that have theirs
     */
    private record Position(int base, BitSet ahead, Look look) {}

    /**
     * @param unseen how many unknown calls took effect since the value was last seen
     */
    private record Spent(long[] unknown, int unseen) {

        boolean leavesAsMuchAs(Spent other) {
            if (unseen > other.unseen || unknown.length > other.unknown.length) {
                return false;
            }
            for (int i = 0; i < unknown.length; i++) {
                if ((unknown[i] & ~other.unknown[i]) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<Position, List<Spent>> visited = new HashMap<>();

    /**
     * @return whether there is nothing new to find; if there is, it counts as visited from now on
     */
    boolean knows(int base, BitSet known, Look look, BitSet unknown, int unseen) {
        Position position = new Position(base, known.get(base, known.length()), look);
        Spent spent = new Spent(unknown.toLongArray(), unseen);
        List<Spent> before = visited.computeIfAbsent(position, unused -> new ArrayList<>(1));
        for (Spent earlier : before) {
            if (earlier.leavesAsMuchAs(spent)) {
                return true;
            }
        }
        before.add(spent);
        return false;
    }
}
