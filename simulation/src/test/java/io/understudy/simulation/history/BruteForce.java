package io.understudy.simulation.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Linearizability by trying every order there is, as its definition says and no cleverer: what the
 * real search is compared with, for up to eight calls or so.
 */
final class BruteForce {

    private BruteForce() {}

    static boolean isLinearizable(List<Call> calls) {
        List<Call> mayHaveHappened = new ArrayList<>(calls);
        mayHaveHappened.removeIf(call -> call.outcome() instanceof Outcome.NotDone);
        return canGoOn(mayHaveHappened, Value.ABSENT);
    }

    private static boolean canGoOn(List<Call> left, Value value) {
        if (left.stream().allMatch(Call::isUnknown)) {
            return true;
        }
        for (Call next : left) {
            boolean tooEarly = left.stream().anyMatch(other -> other.ended() < next.called());
            Answer answer = next.operation().answer(value);
            if (!tooEarly && next.answer().map(answer::equals).orElse(true)) {
                List<Call> rest = new ArrayList<>(left);
                rest.remove(next);
                if (canGoOn(rest, next.operation().after(value))) {
                    return true;
                }
            }
        }
        return false;
    }
}
