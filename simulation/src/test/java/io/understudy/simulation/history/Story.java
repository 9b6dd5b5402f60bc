package io.understudy.simulation.history;

import java.util.List;
import java.util.Optional;

/** A history of one key, told call by call. */
final class Story {

    static final String KEY = "k";

    private final History history = new History();

    int call(String client, Operation operation) {
        return history.called(client, KEY, operation);
    }

    Story answer(int call, Answer answer) {
        history.answered(call, answer);
        return this;
    }

    Story answer(int call, String value) {
        return answer(call, Answer.value(value));
    }

    Story done(int call) {
        return answer(call, Answer.DONE);
    }

    Story unknown(int call) {
        history.unknown(call);
        return this;
    }

    Story notDone(int call) {
        history.notDone(call);
        return this;
    }

    /** Called and answered before anything else happens. */
    Story does(String client, Operation operation, Answer answer) {
        return answer(call(client, operation), answer);
    }

    Story does(String client, Operation operation) {
        return does(client, operation, Answer.DONE);
    }

    Story reads(String client, String value) {
        return does(client, get(), Answer.value(value));
    }

    Story readsNothing(String client) {
        return does(client, get(), Answer.ABSENT);
    }

    List<Call> calls() {
        return history.byKey().get(KEY);
    }

    Judgement judgement() {
        return new Linearizability(Linearizability.STEPS_MAX_DEFAULT).judge(history);
    }

    Verdict verdict() {
        return judgement().verdict();
    }

    static Operation get() {
        return new Operation.Get();
    }

    static Operation put(String text) {
        return new Operation.Put(text);
    }

    static Operation append(String tail) {
        return new Operation.Append(tail);
    }

    static Operation putHash(String argument) {
        return new Operation.PutHash(argument);
    }

    static Operation delete() {
        return new Operation.Delete();
    }

    static Operation swap(String expected, String next) {
        return new Operation.CompareAndSet(Optional.of(expected), next);
    }

    static Operation create(String next) {
        return new Operation.CompareAndSet(Optional.empty(), next);
    }

    static Operation increment() {
        return new Operation.Increment(1);
    }
}
