package io.understudy.simulation.history;

import io.understudy.simulation.history.Agenda.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether one copy of the service, doing one call at a time, each between its call and its answer,
 * could have given the answers that the clients saw (Herlihy and Wing 1990).
 */
public final class Linearizability {

    /** A second or two of work and some hundred megabytes, at the worst. */
    public static final long STEPS_MAX_DEFAULT = 600_000;

    /** For the explanation of one refusal there are many searches, mostly short ones. */
    private static final int EXPLANATION_SHARE = 4;

    private final long stepsMax;

    /**
     * @param stepsMax for each key; where that is not enough the verdict is UNDECIDED
     */
    public Linearizability(long stepsMax) {
        this.stepsMax = stepsMax;
    }

    public Judgement judge(History history) {
        int linearizable = 0;
        long steps = 0;
        List<String> undecided = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Map.Entry<String, List<Call>> key : history.byKey().entrySet()) {
            KeyCheck check = new KeyCheck(key.getValue(), Question.NONE, stepsMax);
            steps += check.steps();
            switch (check.verdict()) {
                case LINEARIZABLE -> linearizable++;
                case UNDECIDED -> undecided.add(key.getKey());
                case REFUSED -> refusals.add(explain(key.getKey(), key.getValue()));
            }
        }
        return new Judgement(linearizable, undecided, refusals, steps);
    }

    private String explain(String key, List<Call> calls) {
        return new Diagram(new Explanation(calls, stepsMax / EXPLANATION_SHARE)).draw(key);
    }
}
