package io.understudy.simulation.history;

/** One copy of one key, to which one thing is done at a time: what the service promises to be. */
public final class Model {

    private Value value = Value.ABSENT;

    public Answer apply(Operation operation) {
        Answer answer = operation.answer(value);
        value = operation.after(value);
        return answer;
    }

    Value value() {
        return value;
    }
}
