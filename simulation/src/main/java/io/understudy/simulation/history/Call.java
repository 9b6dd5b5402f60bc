package io.understudy.simulation.history;

import io.understudy.protocol.Check;
import java.util.Optional;

/**
 * One call of one client.
 *
 * @param called its place in the order of all calls and answers; no two have the same
 * @param ended the place of its answer; {@link #NEVER} without one
 */
public record Call(String client, Operation operation, long called, long ended, Outcome outcome) {

    public static final long NEVER = Long.MAX_VALUE;

    public Call {
        Check.argument(called < ended, "called=%d ended=%d", called, ended);
        boolean answered = outcome instanceof Outcome.Answered;
        Check.argument(answered == (ended != NEVER), "ended=%d outcome=%s", ended, outcome);
    }

    static Call answered(String client, Operation operation, long called, long ended, Answer told) {
        return new Call(client, operation, called, ended, new Outcome.Answered(told));
    }

    /** The same call, had it been answered otherwise. */
    Call answered(Answer told) {
        return answered(client, operation, called, ended, told);
    }

    static Call unknown(String client, Operation operation, long called) {
        return new Call(client, operation, called, NEVER, new Outcome.Unknown());
    }

    static Call notDone(String client, Operation operation, long called) {
        return new Call(client, operation, called, NEVER, new Outcome.NotDone());
    }

    Optional<Answer> answer() {
        return outcome.match(Optional::of, Optional::empty, Optional::empty);
    }

    boolean isUnknown() {
        return outcome.match(answer -> false, () -> false, () -> true);
    }

    /** Whether neither was over before the other began. */
    boolean overlaps(Call other) {
        return called < other.ended && other.called < ended;
    }

    /** This call, as one sees it who knows nothing of what came after {@code moment}. */
    Call upTo(long moment) {
        return ended <= moment || ended == NEVER ? this : unknown(client, operation, called);
    }
}
