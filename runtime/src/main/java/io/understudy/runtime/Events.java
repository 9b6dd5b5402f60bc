package io.understudy.runtime;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.understudy.protocol.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The only way into a core: one event after the other, all on one loop, each with one time and with
 * one flush of what it wrote.
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>RT1 — a core acts on the world only inside of an event of its own node.
 * </ul>
 */
final class Events {

    private final EventLoop loop;
    private final Consumer<Throwable> onBug;
    private final long startNanos = System.nanoTime();
    private final long startedAtMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Written in this event and not yet handed to the kernel. */
    private final List<Channel> written = new ArrayList<>();

    /** Put off in this event until others have what it wrote. */
    private final List<Runnable> putOff = new ArrayList<>();

    private boolean inside;
    private volatile long nowMicros;

    Events(EventLoop loop, Consumer<Throwable> onBug) {
        this.loop = loop;
        this.onBug = onBug;
    }

    /**
     * At once where that is possible. Never inside of another event: a core that is called back in
     * the middle of its own handler would see half of a change.
     */
    void run(Runnable event) {
        if (inside || !loop.inEventLoop()) {
            later(event);
            return;
        }
        inside = true;
        nowMicros = clockMicros();
        try {
            event.run();
            flush();
            catchUp();
        } catch (Throwable bug) {
            // The outermost loop: whatever was not handled below is a bug, also an Error.
            onBug.accept(bug);
        } finally {
            putOff.clear();
            inside = false;
        }
    }

    boolean insideNow() {
        return inside && loop.inEventLoop();
    }

    /** The wall clock's microseconds of the epoch when this clock showed 0. */
    long startedAtMicros() {
        return startedAtMicros;
    }

    /** Of the event being handled, or of the last one. */
    long nowMicros() {
        return nowMicros;
    }

    /** Moves while an event is handled; not for cores. */
    long clockMicros() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** Nanoseconds from now until the clock shows that. */
    long nanosUntil(long micros) {
        return startNanos + micros * 1_000 - System.nanoTime();
    }

    /** Has that channel flushed at the end of this event, or now if there is none. */
    void flush(Channel channel) {
        if (!inside) {
            channel.flush();
        } else if (!written.contains(channel)) {
            written.add(channel);
        }
    }

    /**
     * Nobody waits for that: at the end of this event, behind its flush, or now if there is none.
     */
    void afterwards(Runnable work) {
        if (insideNow()) {
            putOff.add(work);
        } else {
            work.run();
        }
    }

    void checkInside(String what) {
        Check.invariant(insideNow(), "RT1: %s outside of an event", what);
    }

    private void flush() {
        for (int i = 0; i < written.size(); i++) {
            written.get(i).flush();
        }
        written.clear();
    }

    private void catchUp() {
        for (int i = 0; i < putOff.size(); i++) {
            putOff.get(i).run();
        }
    }

    private void later(Runnable event) {
        try {
            loop.execute(() -> run(event));
        } catch (RejectedExecutionException closed) {
            // The node has been closed: as if the process had ended a moment sooner.
        }
    }
}
