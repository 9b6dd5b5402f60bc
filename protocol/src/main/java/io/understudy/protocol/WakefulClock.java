package io.understudy.protocol;

/**
 * A clock that stands still while its process does: by it, nobody is ever silent for time in which
 * nobody listened.
 *
 * <p>A process that was stopped for ten seconds (a signal, a long garbage collection, a machine
 * that was suspended) finds on waking that everybody's last word is ten seconds old, while their
 * newest ones wait in its sockets. Judging by the world's clock a detector would end every healthy
 * replica of its machine. So whoever judges always says when it will act next, and of the time
 * until it does act no more than that counts.
 */
public final class WakefulClock {

    /** Farther than anything is ever due. */
    private static final long NEVER_MICROS = Long.MAX_VALUE / 4;

    private final Env<?> env;

    /** This clock's time at {@link #sinceMicros} of the world's. */
    private long baseMicros = 0;

    private long sinceMicros;

    /** How far this clock runs from there: until the next act that is planned. */
    private long plannedMicros = NEVER_MICROS;

    public WakefulClock(Env<?> env) {
        this.env = env;
        this.sinceMicros = env.nowMicros();
    }

    public long nowMicros() {
        return baseMicros + Math.min(env.nowMicros() - sinceMicros, plannedMicros);
    }

    /** How much later than planned this event is; 0 if it came in time. */
    public long lateMicros() {
        return Math.max(0, env.nowMicros() - sinceMicros - plannedMicros);
    }

    /** It acts again after that delay, or it sleeps. */
    public void plan(long delayMicros) {
        baseMicros = nowMicros();
        sinceMicros = env.nowMicros();
        plannedMicros = delayMicros;
    }
}
