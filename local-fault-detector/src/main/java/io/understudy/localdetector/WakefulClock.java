package io.understudy.localdetector;

import io.understudy.protocol.Env;

/**
 * A clock that stands still while the detector itself does: by it, a replica is never silent for
 * time in which nobody listened.
 *
 * <p>A detector that was stopped for ten seconds (a signal, a long garbage collection, a machine
 * that was suspended) finds on waking that every replica's last answer is ten seconds old, while
 * their newest ones wait in its sockets. Judging by the world's clock it would end every healthy
 * replica of its machine. So the detector always says when it will act next, and of the time until
 * it does act no more than that counts.
 */
final class WakefulClock {

    private final Env<?> env;

    /** This clock's time at {@link #sinceMicros} of the world's. */
    private long baseMicros = 0;

    private long sinceMicros;

    /** How far this clock runs from there: until the next act that is planned. */
    private long plannedMicros = World.NEVER_MICROS;

    WakefulClock(Env<?> env) {
        this.env = env;
        this.sinceMicros = env.nowMicros();
    }

    long nowMicros() {
        return baseMicros + Math.min(env.nowMicros() - sinceMicros, plannedMicros);
    }

    /** How much later than planned this event is; 0 if it came in time. */
    long lateMicros() {
        return Math.max(0, env.nowMicros() - sinceMicros - plannedMicros);
    }

    /** The detector acts again after that delay, or it sleeps. */
    void plan(long delayMicros) {
        baseMicros = nowMicros();
        sinceMicros = env.nowMicros();
        plannedMicros = delayMicros;
    }
}
