package io.understudy.replica;

import io.understudy.protocol.Env;

/**
 * When a primary sent what: times on its own clock, each greater than the one before, so that an
 * acknowledgement says both which message it answers and how old that is.
 */
final class Stamps {

    private final Env<?> env;
    private long last = 0;

    Stamps(Env<?> env) {
        this.env = env;
    }

    long next() {
        last = Math.max(last + 1, env.nowMicros());
        return last;
    }

    /** Every message from now on has a greater one. */
    long last() {
        return last;
    }
}
