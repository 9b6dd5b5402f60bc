package io.understudy.simulation.history;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a client knows of its call in the end. */
public sealed interface Outcome {

    <R> R match(Function<Answer, R> answered, Supplier<R> notDone, Supplier<R> unknown);

    /** It took effect between call and answer. */
    record Answered(Answer answer) implements Outcome {
        @Override
        public <R> R match(Function<Answer, R> answered, Supplier<R> notDone, Supplier<R> unknown) {
            return answered.apply(answer);
        }
    }

    /** It never took effect and never will. */
    record NotDone() implements Outcome {
        @Override
        public <R> R match(Function<Answer, R> answered, Supplier<R> notDone, Supplier<R> unknown) {
            return notDone.get();
        }
    }

    /** It may take effect at any time after the call, once, or never. */
    record Unknown() implements Outcome {
        @Override
        public <R> R match(Function<Answer, R> answered, Supplier<R> notDone, Supplier<R> unknown) {
            return unknown.get();
        }
    }
}
