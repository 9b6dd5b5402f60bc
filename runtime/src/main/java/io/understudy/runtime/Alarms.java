package io.understudy.runtime;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A core's alarms, at most one pending of each constant.
 *
 * <p>They share one wake-up of the loop, that of the earliest. An alarm that is put off again and
 * again, as a timeout is by every heartbeat, so costs no timer but now and then a wake-up at which
 * nothing is due.
 */
final class Alarms<A extends Enum<A>> {

    private static final long NEVER = Long.MAX_VALUE;

    /** Far enough to be never, near enough for nanoseconds to count. */
    private static final long DELAY_MICROS_MAX = TimeUnit.DAYS.toMicros(365);

    private final EventLoop loop;
    private final Events events;
    private final A[] constants;

    /** One per constant, made once: an alarm of a millisecond rings often. */
    private final Runnable[] rings;

    private final long[] dueMicros;
    private final Runnable wake = this::wake;

    private Consumer<A> onAlarm = alarm -> {};
    private long wakeMicros = NEVER;
    private Future<?> wakeUp; // null before the first one
    private boolean ringing;

    Alarms(EventLoop loop, Events events, Class<A> alarms) {
        this.loop = loop;
        this.events = events;
        this.constants = alarms.getEnumConstants();
        this.rings = new Runnable[constants.length];
        for (A alarm : constants) {
            rings[alarm.ordinal()] = () -> onAlarm.accept(alarm);
        }
        this.dueMicros = new long[constants.length];
        Arrays.fill(dueMicros, NEVER);
    }

    void handler(Consumer<A> handler) {
        onAlarm = handler;
    }

    /** Counted from the time of the event, so that a slow event does not delay what it sets. */
    void set(A alarm, long delayMicros) {
        long delay = Math.max(0, Math.min(delayMicros, DELAY_MICROS_MAX));
        long due = events.nowMicros() + delay;
        dueMicros[alarm.ordinal()] = due;
        if (due < wakeMicros && !ringing) {
            wakeAt(due);
        }
    }

    private void wakeAt(long micros) {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        wakeMicros = micros;
        wakeUp = loop.schedule(wake, events.nanosUntil(micros), TimeUnit.NANOSECONDS);
    }

    private void wake() {
        wakeMicros = NEVER;
        ringing = true;
        // Only what is due by now: an alarm of no delay must not keep the loop from its sockets.
        long now = events.clockMicros();
        for (int first = earliest(); dueMicros[first] <= now; first = earliest()) {
            dueMicros[first] = NEVER;
            events.run(rings[first]);
        }
        ringing = false;
        long next = dueMicros[earliest()];
        if (next != NEVER) {
            wakeAt(next);
        }
    }

    private int earliest() {
        int earliest = 0;
        for (int i = 1; i < dueMicros.length; i++) {
            if (dueMicros[i] < dueMicros[earliest]) {
                earliest = i;
            }
        }
        return earliest;
    }
}
