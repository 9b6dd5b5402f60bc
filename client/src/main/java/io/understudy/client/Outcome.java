package io.understudy.client;

import java.util.function.Function;

/**
 * How a request ended, as far as a client can know. The difference between the last two is the
 * whole point: what was not done may be asked again, what is unknown may have happened.
 */
public sealed interface Outcome {

    <R> R match(Function<Done, R> done, Function<NotDone, R> notDone, Function<Unknown, R> unknown);

    /** It was executed, once, and this is the service's answer. */
    record Done(byte[] answer) implements Outcome {
        @Override
        public <R> R match(
                Function<Done, R> done,
                Function<NotDone, R> notDone,
                Function<Unknown, R> unknown) {
            return done.apply(this);
        }
    }

    /** It was not executed and never will be. */
    record NotDone(String reason) implements Outcome {
        @Override
        public <R> R match(
                Function<Done, R> done,
                Function<NotDone, R> notDone,
                Function<Unknown, R> unknown) {
            return notDone.apply(this);
        }
    }

    /** It may have been executed, may still be, or never will be. */
    record Unknown(String reason) implements Outcome {
        @Override
        public <R> R match(
                Function<Done, R> done,
                Function<NotDone, R> notDone,
                Function<Unknown, R> unknown) {
            return unknown.apply(this);
        }
    }
}
