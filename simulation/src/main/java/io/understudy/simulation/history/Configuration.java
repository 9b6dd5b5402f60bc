package io.understudy.simulation.history;

import io.understudy.simulation.history.Demand.Look;
import io.understudy.simulation.history.Operation.Form;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The calls that have been given their place, one after the other, and what the key holds then.
 * Calls can be placed, and taken back in reverse order.
 *
 * <p>Knows which calls may come next, and which of them need not be tried:
 *
 * <ul>
 *   <li>A call that only looks, and whose answer fits now, comes now: whatever order it could come
 *       in later is one without it, too.
 *   <li>Of calls that can stand in for each other only the one with the earliest answer is tried.
 *   <li>An unknown call is tried last, and only where its effect can be seen: if it is overwritten
 *       blindly first, it may as well never have happened.
 * </ul>
 */
final class Configuration {

    private final Agenda agenda;
    private final Demand demand;
    private final Supply supply;

    /** Known calls whose answer names the value they met; the earliest answer first. */
    private final Waiting witnesses;

    /** Known calls that make something else of the value than a longer one; in order of call. */
    private final Waiting replacers;

    private final List<Integer> order = new ArrayList<>();
    private final BitSet placed = new BitSet();

    /** The unknown calls that took effect, counted from the first unknown one. */
    private final BitSet spent = new BitSet();

    private int knownLeft;
    private State state;

    /**
     * @param now what the key holds
     * @param base the first known call without a place
     * @param unseen how many unknown calls took effect since somebody saw the value
     * @param lost whether an answer names what nobody can write any more
     */
    record State(Sight now, int base, int unseen, boolean lost) {}

    /** Nothing has its place. */
    Configuration(Agenda agenda, Effort effort) {
        this.agenda = agenda;
        this.demand = new Demand(agenda, effort.anyHash());
        this.supply = new Supply(agenda);
        this.knownLeft = agenda.knownCount();
        Sight absent = agenda.vocabulary().look(Value.ABSENT);
        this.state = new State(absent, 0, 0, supply.isLostFromTheBeginning(absent));
        this.witnesses =
                waiting(
                        call -> agenda.reading(call).kind() == Reading.Kind.ONE_OF,
                        Comparator.comparingLong(agenda::ended));
        this.replacers =
                waiting(
                        call -> agenda.changes(call) && agenda.form(call) != Form.APPEND,
                        Comparator.comparingLong(agenda::called));
    }

    private Waiting waiting(IntPredicate wanted, Comparator<Integer> by) {
        List<Integer> calls =
                IntStream.range(0, agenda.knownCount()).filter(wanted).boxed().sorted(by).toList();
        return new Waiting(calls, agenda.size());
    }

    State state() {
        return state;
    }

    /** Whether every call that must have a place has one. */
    boolean isComplete() {
        return knownLeft == 0;
    }

    List<Integer> order() {
        return List.copyOf(order);
    }

    void place(int call) {
        order.add(call);
        demand.take(call);
        supply.take(call);
        int unseen = state.unseen() + 1;
        if (agenda.isKnown(call)) {
            placed.set(call);
            knownLeft--;
            witnesses.take(call);
            replacers.take(call);
            unseen = agenda.isBlind(call) ? state.unseen() : 0;
        } else {
            spent.set(call - agenda.knownCount());
        }
        Sight before = state.now();
        Value after = agenda.operation(call).after(before.value());
        Sight now = agenda.vocabulary().look(before, after);
        boolean lost = supply.isLost(before, call, now);
        state = new State(now, placed.nextClearBit(state.base()), unseen, lost);
    }

    /**
     * Undoes the last step.
     *
     * @param before the state in which it was made
     */
    void takeBack(State before) {
        int call = order.remove(order.size() - 1);
        demand.put(call);
        supply.put(call);
        if (agenda.isKnown(call)) {
            placed.clear(call);
            knownLeft++;
            replacers.putBack(call);
            witnesses.putBack(call);
        } else {
            spent.clear(call - agenda.knownCount());
        }
        state = before;
    }

    /** Whether there is nothing to find from here that was not to be found where one has been. */
    boolean isKnownTo(DeadEnds deadEnds) {
        Look look = demand.look(state.now());
        return deadEnds.knows(state.base(), placed, look, spent, state.unseen());
    }

    /** The known calls that may come next, the most promising first. */
    List<Integer> knownMoves() {
        List<Integer> moves = new ArrayList<>();
        Value value = state.now().value();
        long front = front();
        for (int call = state.base();
                call < agenda.knownCount() && agenda.called(call) < front;
                call = placed.nextClearBit(call + 1)) {
            if (!agenda.fits(call, value)) {
                continue;
            }
            if (looksOnly(call)) {
                return List.of(call);
            }
            if (state.unseen() == 0 || !overwritesBlindly(call)) {
                moves.add(call);
            }
        }
        // An answer that says something and fits hardly ever does so by chance.
        moves.sort(Comparator.comparing(agenda::isBlind).thenComparingLong(agenda::ended));
        return withoutEquals(moves);
    }

    /** The unknown calls that may come next. */
    List<Integer> unknownMoves() {
        long front = front();
        List<Integer> moves = new ArrayList<>();
        for (int call = agenda.knownCount();
                call < agenda.size() && agenda.called(call) < front;
                call++) {
            if (!isSpent(call) && isOfUse(call)) {
                moves.add(call);
            }
        }
        return withoutEquals(moves);
    }

    /** The first answer to a call without a place: what comes next was called before it. */
    private long front() {
        long front = Call.NEVER;
        for (int call = state.base();
                call < agenda.knownCount() && agenda.called(call) < front;
                call = placed.nextClearBit(call + 1)) {
            front = Math.min(front, agenda.ended(call));
        }
        return front;
    }

    /** Whether nothing changes if the call comes next, so that it may as well. */
    boolean looksOnly(int call) {
        return !agenda.changes(call);
    }

    private boolean isSpent(int unknown) {
        return spent.get(unknown - agenda.knownCount());
    }

    private List<Integer> withoutEquals(List<Integer> moves) {
        Set<Integer> kinds = new LinkedHashSet<>();
        moves.removeIf(call -> !kinds.add(kind(call)));
        return moves;
    }

    /** As the agenda's, but one for all that put what nobody will read. */
    private int kind(int call) {
        if (agenda.form(call) != Form.PUT) {
            return agenda.kind(call);
        }
        return demand.look(sightAfter(call)) == Look.BLANK ? -1 : agenda.kind(call);
    }

    private Sight sightAfter(int call) {
        Sight now = state.now();
        return agenda.vocabulary().look(now, agenda.operation(call).after(now.value()));
    }

    private boolean overwritesBlindly(int call) {
        return agenda.isBlind(call) && agenda.form(call) == Form.PUT;
    }

    /** Whether somebody may tell that the unknown call took effect now. */
    private boolean isOfUse(int unknown) {
        Sight now = state.now();
        Sight after = sightAfter(unknown);
        return !after.value().equals(now.value())
                && demand.sees(after)
                && (demand.look(after) != Look.BLANK || !demand.isTextAnyway(now));
    }

    /**
     * Whether no order can be found from here: an answer names what cannot be written any more; or
     * an unknown call took effect, and nobody will ever see it; or the next answer that names a
     * value does not begin with what is there, and nothing that can come before it replaces that.
     * The last is what finds the order of thousands of appends that are read once, in the end.
     */
    boolean isHopeless() {
        if (state.lost() || (state.unseen() > 0 && !demand.sees(state.now()))) {
            return true;
        }
        int witness = witnesses.first();
        return witness != Waiting.NONE
                && !mayStillMeet(witness)
                && !mayBeReplacedBefore(agenda.ended(witness));
    }

    private boolean mayBeReplacedBefore(long deadline) {
        for (int call = replacers.first();
                call != Waiting.NONE && agenda.called(call) < deadline;
                call = replacers.after(call)) {
            if (agenda.reading(call).kind() != Reading.Kind.ONE_OF || mayStillMeet(call)) {
                return true;
            }
        }
        for (int call = agenda.knownCount();
                call < agenda.size() && agenda.called(call) < deadline;
                call++) {
            if (!isSpent(call) && unknownMayReplace(call)) {
                return true;
            }
        }
        return false;
    }

    /** Whether appends alone could make of the value one that the call can have met. */
    private boolean mayStillMeet(int call) {
        Sight now = state.now();
        for (int word : agenda.words(call)) {
            if (word == Agenda.ABSENCE ? now.value().isAbsent() : now.begins(word)) {
                return true;
            }
        }
        return false;
    }

    private boolean unknownMayReplace(int call) {
        return switch (agenda.form(call)) {
            case GET, APPEND -> false;
            case PUT -> demand.sees(sightAfter(call));
            case COMPARE_AND_SET -> mayStillMeet(call);
            case INCREMENT -> state.now().value().mayBecomeNumber();
            case PUT_HASH, DELETE -> true;
        };
    }
}
