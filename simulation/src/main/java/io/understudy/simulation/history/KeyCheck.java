package io.understudy.simulation.history;

import io.understudy.simulation.history.Agenda.Question;
import java.util.List;

/**
 * The verdict on the calls on one key.
 *
 * <p>In nearly every history that is right an unknown call that took effect was seen before the
 * next one did. So the search first allows no more than that, then a few, and only then any number:
 * what twenty unknown calls could do in each order is more than can be tried.
 */
final class KeyCheck {

    private static final int[] UNSEEN_MAX = {1, 3, Integer.MAX_VALUE};

    private final Agenda agenda;
    private final Verdict verdict;
    private long steps = 0;
    private List<Integer> order = List.of();

    /**
     * @param stepsMax of all searches together
     */
    KeyCheck(List<Call> calls, Question question, long stepsMax) {
        this.agenda = new Agenda(calls, question);
        this.verdict = decide(stepsMax);
    }

    private Verdict decide(long stepsMax) {
        Verdict last = Verdict.UNDECIDED;
        for (int round = 0; round < UNSEEN_MAX.length; round++) {
            long share = (stepsMax - steps) / (UNSEEN_MAX.length - round);
            Search search = new Search(agenda, UNSEEN_MAX[round], share);
            last = search.run();
            steps += search.steps();
            order = search.order();
            if (last == Verdict.LINEARIZABLE
                    || (last == Verdict.REFUSED && !search.hitUnseenMax())) {
                return last;
            }
        }
        return last;
    }

    Verdict verdict() {
        return verdict;
    }

    long steps() {
        return steps;
    }

    Agenda agenda() {
        return agenda;
    }

    /** If it is linearizable: an order that explains it, as numbers of the agenda. */
    List<Integer> order() {
        return order;
    }
}
