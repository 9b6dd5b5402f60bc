package io.understudy.simulation.history;

import io.understudy.simulation.history.Configuration.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Looks for an order in which one copy of the key, doing one call at a time, would have given every
 * answer: Wing and Gong 1993, with Lowe's memory of where it has been (2017).
 *
 * <p>What makes thousands of calls possible is in the parts: which calls need not be tried and when
 * there is no hope ({@link Configuration}), and which values count as one ({@link Demand}). None of
 * that gives up an order without leaving another that is as good; the tests compare the verdicts
 * with those of a search that has none of it.
 */
final class Search {

    private final Configuration configuration;
    private final DeadEnds deadEnds = new DeadEnds();
    private final Deque<Fork> forks = new ArrayDeque<>();
    private final Effort effort;
    private final long stepsMax;
    private boolean triedAll;
    private long steps = 0;

    /** Where to go on from one configuration. */
    private static final class Fork {
        final State state;
        final List<Integer> moves;
        int tried = 0;

        Fork(State state, List<Integer> moves) {
            this.state = state;
            this.moves = moves;
        }
    }

    Search(Agenda agenda, Effort effort, long stepsMax) {
        this.configuration = new Configuration(agenda, effort);
        this.effort = effort;
        this.stepsMax = stepsMax;
        this.triedAll = effort.anyHash() || !agenda.mayHashUnknown();
    }

    Verdict run() {
        // By hand, not by recursion: it goes as deep as there are calls.
        forks.push(fork());
        while (!configuration.isComplete()) {
            Fork fork = forks.peek();
            if (fork.tried < fork.moves.size()) {
                if (steps == stepsMax) {
                    return Verdict.UNDECIDED;
                }
                steps++;
                configuration.place(fork.moves.get(fork.tried));
                fork.tried++;
                forks.push(fork());
            } else {
                forks.pop();
                if (forks.isEmpty()) {
                    return Verdict.REFUSED;
                }
                configuration.takeBack(forks.peek().state);
            }
        }
        return Verdict.LINEARIZABLE;
    }

    private Fork fork() {
        return new Fork(configuration.state(), configuration.isHopeless() ? List.of() : moves());
    }

    private List<Integer> moves() {
        List<Integer> moves = configuration.knownMoves();
        if (moves.size() == 1 && configuration.looksOnly(moves.get(0))) {
            return moves;
        }
        if (configuration.isKnownTo(deadEnds)) {
            return List.of();
        }
        List<Integer> unknown = configuration.unknownMoves();
        if (configuration.state().unseen() < effort.unseenMax()) {
            moves.addAll(unknown);
        } else {
            triedAll &= unknown.isEmpty();
        }
        return moves;
    }

    /** How many calls it placed, over and over. */
    long steps() {
        return steps;
    }

    /** Whether more effort would find no more. */
    boolean triedAll() {
        return triedAll;
    }

    /** The order it found. */
    List<Integer> order() {
        return configuration.order();
    }
}
