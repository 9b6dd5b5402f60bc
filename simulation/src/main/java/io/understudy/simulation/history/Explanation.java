package io.understudy.simulation.history;

import io.understudy.simulation.history.Agenda.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why the calls on one key were refused: the shortest beginning of the history that is refused
 * already, whose last event is then the first answer that nothing explains; and which answers would
 * have been explained there.
 */
final class Explanation {

    private static final int POSSIBLE_MAX = 8;

    private final long stepsMax;

    /** The answers, the first one first. */
    private final List<Call> answered;

    private final List<Call> beginning;
    private final Call culprit;
    private final Set<Answer> possible = new LinkedHashSet<>();
    private boolean mayBeMore = false;

    /**
     * @param refused calls that are
     * @param stepsMax of each search
     */
    Explanation(List<Call> refused, long stepsMax) {
        this.stepsMax = stepsMax;
        this.answered =
                refused.stream()
                        .filter(call -> call.answer().isPresent())
                        .sorted(Comparator.comparingLong(Call::ended))
                        .toList();
        int last = firstRefused(refused);
        long moment = answered.get(last).ended();
        this.beginning = beginning(refused, moment);
        this.culprit =
                beginning.stream().filter(call -> call.ended() == moment).findFirst().orElseThrow();
        ask();
    }

    /**
     * A beginning of a linearizable history is linearizable, so what is looked for can be found by
     * halving. One that is undecided counts as explained: the result may then be too long, not
     * wrong.
     */
    private int firstRefused(List<Call> refused) {
        int explained = -1;
        int unexplained = answered.size() - 1;
        while (unexplained - explained > 1) {
            int middle = (explained + unexplained) >>> 1;
            List<Call> half = beginning(refused, answered.get(middle).ended());
            if (check(half, Question.NONE).verdict() == Verdict.REFUSED) {
                unexplained = middle;
            } else {
                explained = middle;
            }
        }
        return unexplained;
    }

    /** What was known at that moment. */
    private static List<Call> beginning(List<Call> calls, long moment) {
        return calls.stream()
                .filter(call -> call.called() <= moment)
                .map(call -> call.upTo(moment))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Asks for one possible answer after the other, each time for one that is still missing. */
    private void ask() {
        while (possible.size() < POSSIBLE_MAX) {
            KeyCheck check = check(beginning, new Question(culprit, Set.copyOf(possible)));
            if (check.verdict() != Verdict.LINEARIZABLE) {
                mayBeMore = check.verdict() == Verdict.UNDECIDED;
                return;
            }
            possible.add(answerIn(check));
        }
        mayBeMore = true;
    }

    private Answer answerIn(KeyCheck check) {
        Model model = new Model();
        for (int number : check.order()) {
            Answer answer = model.apply(check.agenda().operation(number));
            if (check.agenda().call(number) == culprit) {
                return answer;
            }
        }
        throw new IllegalStateException("the order found has no place for " + culprit);
    }

    private KeyCheck check(List<Call> calls, Question question) {
        return new KeyCheck(calls, question, stepsMax);
    }

    /** All that was known when the answer came that nothing explains. */
    List<Call> beginning() {
        return beginning;
    }

    /** The call whose answer nothing explains. */
    Call culprit() {
        return culprit;
    }

    /** Answers that its call could have had. */
    List<Answer> possible() {
        return List.copyOf(possible);
    }

    boolean mayBeMore() {
        return mayBeMore;
    }

    /** How many answers came, with this one. */
    int answersUntilThen() {
        return (int) beginning.stream().filter(call -> call.answer().isPresent()).count();
    }

    int answers() {
        return answered.size();
    }
}
