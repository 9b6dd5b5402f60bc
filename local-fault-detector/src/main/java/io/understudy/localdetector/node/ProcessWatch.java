package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.localdetector.node.Look.Sight;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at all watched processes every millisecond or so, and says so when something has changed.
 * While all of them rest it looks less often: a thousand wake-ups a second cost some hundredths of
 * a core, which is little for a service that works, and much for a machine where nothing happens.
 *
 * <p>It has a thread of its own, for two reasons. The node's loop is spared a thousand turns a
 * second, of which nearly all would find nothing; and a look is never late because the loop is
 * busy. With nothing to watch the thread sleeps until there is.
 */
final class ProcessWatch implements AutoCloseable {

    /** Looking through the JDK's handles costs more and sees less. */
    private static final Duration LOOK_WITHOUT_PROC = Duration.ofMillis(50);

    /**
     * Between two looks at processes that rest. If one of them dies then it is seen so much later;
     * for that, a machine on which hardly anything is asked spends a hundredth of a core on it.
     */
    private static final long RESTING_NANOS = Duration.ofMillis(10).toNanos();

    private static final long REVIEW_NANOS = Duration.ofMillis(500).toNanos();

    private final Consumer<Consumer<Processes.Events>> tell;
    private final boolean hasProc;
    private final long lookNanos;
    private final Thread thread;

    /** Replaced, never changed, under this object's lock; read by the thread without. */
    private volatile Watched[] watched = {};

    private volatile boolean closed = false;

    /** The thread's own, as is when that was found out. */
    private boolean resting = false;

    private long reviewedNanos = System.nanoTime();

    /** A process, and what was last seen of it; the latter is the thread's own. */
    private static final class Watched {
        private final Look look;
        private final Effort effort = new Effort();
        private Sight seen = Sight.RUNNING;

        Watched(Look look) {
            this.look = look;
        }
    }

    /**
     * @param tell has the event run on the core's loop
     */
    ProcessWatch(
            String name,
            Duration look,
            boolean hasProc,
            Consumer<Consumer<Processes.Events>> tell) {
        this.tell = tell;
        this.hasProc = hasProc;
        Duration longer = look.compareTo(LOOK_WITHOUT_PROC) > 0 ? look : LOOK_WITHOUT_PROC;
        this.lookNanos = (hasProc ? look : longer).toNanos();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** If it has ended already, that is told as if it ended now. */
    synchronized void watch(ProcessId process) {
        for (Watched each : watched) {
            if (each.look.process().equals(process)) {
                return;
            }
        }
        Watched[] more = Arrays.copyOf(watched, watched.length + 1);
        more[watched.length] = new Watched(lookAt(process));
        watched = more;
        lookNow();
    }

    private Look lookAt(ProcessId process) {
        return hasProc ? new ProcStat(process) : new HandleLook(process);
    }

    void lookNow() {
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!closed) {
                lookAtAll();
            }
        } catch (RuntimeException | Error bug) {
            // Where it is logged, and ends this process: a detector that is blind must not live.
            tell.accept(
                    events -> {
                        throw bug;
                    });
        }
    }

    private void lookAtAll() {
        Watched[] all = watched;
        for (Watched each : all) {
            Sight sight = each.look.look();
            if (sight != each.seen) {
                onChange(each, sight);
            }
        }
        long now = System.nanoTime();
        if (now - reviewedNanos >= REVIEW_NANOS) {
            reviewedNanos = now;
            resting = !anyWorks(all);
        }
        if (all.length == 0) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, resting ? Math.max(lookNanos, RESTING_NANOS) : lookNanos);
        }
    }

    /** Reviews each of them, also those behind the first that works. */
    private static boolean anyWorks(Watched[] all) {
        boolean works = false;
        for (Watched each : all) {
            works |= each.effort.review(each.look.ticksUsed());
        }
        return works;
    }

    private void onChange(Watched changed, Sight sight) {
        changed.seen = sight;
        ProcessId process = changed.look.process();
        switch (sight) {
            case RUNNING -> tell.accept(events -> events.onProcessContinued(process));
            case STOPPED -> tell.accept(events -> events.onProcessStopped(process));
            case ENDED -> {
                String cause = changed.look.cause();
                tell.accept(events -> events.onProcessEnded(process, cause));
                forget(changed);
            }
        }
    }

    private synchronized void forget(Watched ended) {
        watched = Arrays.stream(watched).filter(each -> each != ended).toArray(Watched[]::new);
        ended.look.close();
    }

    @Override
    public void close() {
        closed = true;
        lookNow();
    }
}
