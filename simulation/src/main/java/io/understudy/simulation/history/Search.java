package io.understudy.simulation.history;

import io.understudy.simulation.history.Demand.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks for an order in which one copy of the key, doing one call at a time, would have given every
 * answer (Wing and Gong 1993, with Lowe's memory of where it has been, 2017). What makes thousands
 * of calls possible:
 *
 * <ul>
 *   <li>A call that only looks, and whose answer fits now, is placed now: whatever order it has
 *       later is one without it, too.
 *   <li>Values between which nobody can tell any more count as one ({@link Demand}).
 *   <li>Of calls that can stand in for each other only the one with the earliest answer is tried.
 *   <li>An unknown call is tried last, and only if its effect is seen: if it is overwritten blindly
 *       first, it may as well never have happened.
 *   <li>The next answer that names a value must name one that can still come of what is there
 *       ({@link #isHopeless}).
 * </ul>
 *
 * <p>None of them gives up an order without leaving one that is as good; the tests compare the
 * verdicts with those of a search that has none of them.
 */
final class Search {

    private final Agenda agenda;
    private final long stepsMax;

    /** How many unknown calls may take effect, one upon the other, before somebody looks. */
    private final int unseenMax;

    private final Demand demand;
    private final Supply supply;
    private final DeadEnds deadEnds = new DeadEnds();
    private final BitSet placed = new BitSet();
    private final BitSet spent = new BitSet();

    /** Known calls whose answer names the value they met, the earliest answer first. */
    private final Waiting witnesses;

    /** Known calls that make something else of the value than a longer one, in order of call. */
    private final Waiting replacers;

    private final Deque<Fork> forks = new ArrayDeque<>();
    private final List<Integer> order = new ArrayList<>();

    /** What the key holds after them. */
    private Sight now;

    /** The first known call without a place. */
    private int base = 0;

    private int placedCount = 0;

    /** How many unknown calls took effect since somebody saw the value. */
    private int unseen = 0;

    private boolean lost = false;
    private long steps = 0;
    private boolean hitUnseenMax = false;

    /** Where to go on from one configuration, and how to come back to it. */
    private static final class Fork {
        final Sight now;
        final int base;
        final int unseen;
        final List<Integer> moves;
        int tried = 0;

        Fork(Sight now, int base, int unseen, List<Integer> moves) {
            this.now = now;
            this.base = base;
            this.unseen = unseen;
            this.moves = moves;
        }
    }

    private static final Fork DEAD_END =
            new Fork(new Sight(Value.ABSENT, 0, 0, false), 0, 0, List.of());

    Search(Agenda agenda, int unseenMax, long stepsMax) {
        this.agenda = agenda;
        this.unseenMax = unseenMax;
        this.stepsMax = stepsMax;
        this.demand = new Demand(agenda);
        this.supply = new Supply(agenda);
        this.now = agenda.vocabulary().look(Value.ABSENT);
        this.witnesses =
                new Waiting(
                        IntStream.range(0, agenda.knownCount())
                                .filter(i -> agenda.reading(i).kind() == Reading.Kind.ONE_OF)
                                .boxed()
                                .sorted(Comparator.comparingLong(i -> agenda.call(i).ended()))
                                .toList(),
                        agenda.size());
        this.replacers =
                new Waiting(
                        IntStream.range(0, agenda.knownCount())
                                .filter(agenda::changes)
                                .filter(i -> !(agenda.operation(i) instanceof Operation.Append))
                                .boxed()
                                .toList(),
                        agenda.size());
    }

    Verdict run() {
        if (agenda.knownCount() == 0) {
            return Verdict.LINEARIZABLE;
        }
        forks.push(fork());
        while (!forks.isEmpty()) {
            Fork fork = forks.peek();
            if (fork.tried == fork.moves.size()) {
                forks.pop();
                if (!forks.isEmpty()) {
                    takeBack(forks.peek());
                }
                continue;
            }
            place(fork.moves.get(fork.tried++));
            if (placedCount == agenda.knownCount()) {
                return Verdict.LINEARIZABLE;
            }
            if (++steps > stepsMax) {
                return Verdict.UNDECIDED;
            }
            Fork next = isHopeless() ? DEAD_END : fork();
            if (next.moves.isEmpty()) {
                takeBack(fork);
            } else {
                forks.push(next);
            }
        }
        return Verdict.REFUSED;
    }

    /** How many configurations it looked at. */
    long steps() {
        return steps;
    }

    /** Whether it left something out because of {@code unseenMax}, so that REFUSED says little. */
    boolean hitUnseenMax() {
        return hitUnseenMax;
    }

    /** The order it found, as numbers of the agenda. */
    List<Integer> order() {
        return List.copyOf(order);
    }

    private Fork fork() {
        List<Integer> moves = new ArrayList<>();
        // Whatever comes next must have been called before any of the others was answered.
        long front = Call.NEVER;
        int call = base;
        while (call < agenda.knownCount() && agenda.call(call).called() < front) {
            front = Math.min(front, agenda.call(call).ended());
            if (agenda.fits(call, now.value())) {
                if (!agenda.changes(call)) {
                    return new Fork(now, base, unseen, List.of(call));
                }
                if (unseen == 0 || !overwritesBlindly(call)) {
                    moves.add(call);
                }
            }
            call = placed.nextClearBit(call + 1);
        }
        if (deadEnds.knows(base, placed, demand.look(now), spent, unseen)) {
            return DEAD_END;
        }
        // Answers that fit first: they hardly ever do so by chance.
        moves.sort(
                Comparator.comparing(agenda::isBlind)
                        .thenComparingLong(move -> agenda.call(move).ended()));
        addUnknown(front, moves);
        Set<Integer> kinds = new HashSet<>();
        moves.removeIf(move -> !kinds.add(kind(move)));
        return new Fork(now, base, unseen, moves);
    }

    private void addUnknown(long front, List<Integer> moves) {
        for (int call = agenda.knownCount(); call < agenda.size(); call++) {
            if (agenda.call(call).called() >= front) {
                return;
            }
            if (spent.get(call - agenda.knownCount())) {
                continue;
            }
            Value after = agenda.operation(call).after(now.value());
            if (after.equals(now.value()) || !demand.sees(agenda.vocabulary().look(now, after))) {
                continue;
            }
            if (unseen == unseenMax) {
                hitUnseenMax = true;
                return;
            }
            moves.add(call);
        }
    }

    private boolean overwritesBlindly(int call) {
        return agenda.isBlind(call) && agenda.operation(call) instanceof Operation.Put;
    }

    /** As the agenda's, but one for all that put what nobody will read. */
    private int kind(int call) {
        if (!overwritesBlindly(call)) {
            return agenda.kind(call);
        }
        Sight put = agenda.vocabulary().look(agenda.operation(call).after(now.value()));
        return demand.look(put) == Look.BLANK ? -1 : agenda.kind(call);
    }

    /**
     * Whether the next answer that names a value cannot be reached from here: it does not begin
     * with what is there, and nothing that can come before it puts another value there. This is
     * what finds the order of thousands of appends that are read once, in the end.
     */
    private boolean isHopeless() {
        if (lost || (unseen > 0 && !demand.sees(now))) {
            return true;
        }
        int witness = witnesses.first();
        if (witness == Waiting.NONE || mayStillMeet(witness)) {
            return false;
        }
        long deadline = agenda.call(witness).ended();
        for (int call = replacers.first();
                call != Waiting.NONE && agenda.call(call).called() < deadline;
                call = replacers.after(call)) {
            if (agenda.reading(call).kind() != Reading.Kind.ONE_OF || mayStillMeet(call)) {
                return false;
            }
        }
        for (int call = agenda.knownCount();
                call < agenda.size() && agenda.call(call).called() < deadline;
                call++) {
            if (!spent.get(call - agenda.knownCount()) && mayReplace(call)) {
                return false;
            }
        }
        return true;
    }

    /** Whether appends alone could make of the value one that the call can have met. */
    private boolean mayStillMeet(int call) {
        for (int word : agenda.words(call)) {
            if (word == Agenda.ABSENCE ? now.value().isAbsent() : isBeginningOf(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBeginningOf(int word) {
        return now.from() <= word && word < now.to();
    }

    private boolean mayReplace(int unknown) {
        Operation operation = agenda.operation(unknown);
        if (operation instanceof Operation.Append) {
            return false;
        }
        if (operation instanceof Operation.CompareAndSet) {
            return mayStillMeet(unknown);
        }
        if (operation instanceof Operation.Increment) {
            return now.value().isAbsent() || now.value().mayBecomeNumber();
        }
        if (operation instanceof Operation.Put put) {
            return demand.sees(agenda.vocabulary().look(put.value()));
        }
        return true;
    }

    private void place(int call) {
        order.add(call);
        demand.take(call);
        supply.take(call);
        if (agenda.isKnown(call)) {
            placed.set(call);
            placedCount++;
            witnesses.take(call);
            replacers.take(call);
            base = placed.nextClearBit(base);
            unseen = agenda.isBlind(call) ? unseen : 0;
        } else {
            spent.set(call - agenda.knownCount());
            unseen++;
        }
        Sight before = now;
        now = agenda.vocabulary().look(now, agenda.operation(call).after(now.value()));
        lost = supply.isLost(before, call, now);
    }

    /** Undoes the last step, back to where {@code fork} is. */
    private void takeBack(Fork fork) {
        int call = order.remove(order.size() - 1);
        demand.put(call);
        supply.put(call);
        if (agenda.isKnown(call)) {
            placed.clear(call);
            placedCount--;
            replacers.putBack(call);
            witnesses.putBack(call);
        } else {
            spent.clear(call - agenda.knownCount());
        }
        now = fork.now;
        base = fork.base;
        unseen = fork.unseen;
    }
}
