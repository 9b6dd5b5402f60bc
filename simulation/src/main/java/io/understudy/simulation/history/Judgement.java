package io.understudy.simulation.history;

import java.util.List;

/**
 * What the judge found in a history.
 *
 * @param linearizable how many keys are
 * @param undecided keys on which the limit on work was reached: neither right nor wrong, to be
 *     shown
 * @param refusals one for each key that no single copy can explain, ready to be printed
 * @param steps how much work it was
 */
public record Judgement(
        int linearizable, List<String> undecided, List<String> refusals, long steps) {

    public Judgement {
        undecided = List.copyOf(undecided);
        refusals = List.copyOf(refusals);
    }

    /** The worst there is: one key that is refused refuses the history. */
    public Verdict verdict() {
        if (!refusals.isEmpty()) {
            return Verdict.REFUSED;
        }
        return undecided.isEmpty() ? Verdict.LINEARIZABLE : Verdict.UNDECIDED;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(
                "linearizable keys=%d undecided=%s refused=%d steps=%d\n"
                        .formatted(linearizable, undecided, refusals.size(), steps));
        refusals.forEach(out::append);
        return out.toString();
    }
}
