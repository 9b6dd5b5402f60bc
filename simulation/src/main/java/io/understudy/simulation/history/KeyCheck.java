package io.understudy.simulation.history;

import io.understudy.simulation.history.Agenda.Question;
import java.util.List;

/** The verdict on the calls on one key. */
final class KeyCheck {

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
        int left = Effort.ALL.size();
        for (Effort effort : Effort.ALL) {
            Search search = new Search(agenda, effort, (stepsMax - steps) / left);
            Verdict found = search.run();
            steps += search.steps();
            left--;
            if (found == Verdict.LINEARIZABLE) {
                order = search.order();
                return found;
            }
            if (found == Verdict.REFUSED && search.triedAll()) {
                return found;
            }
        }
        return Verdict.UNDECIDED;
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
