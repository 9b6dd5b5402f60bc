package io.understudy.suite.bench;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Writes at a steady rate, and keeps after what time each write was answered, counted from when it
 * was due.
 */
final class SteadyWriter implements AutoCloseable {

    private static final int DIGITS = 3;

    private final KvClient client;
    private final CheckpointBench.Load load;
    private final Recorder times = new Recorder(DIGITS);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped = false;

    SteadyWriter(KvClient client, CheckpointBench.Load load) {
        this.client = client;
        this.load = load;
        this.thread = new Thread(this::write, "steady-writer");
        thread.start();
    }

    private void write() {
        Bytes value = CheckpointBench.value(load);
        long begin = System.nanoTime();
        for (long number = 0; !stopped; number++) {
            long due = begin + number * 1_000_000_000L / load.rate();
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            client.put(CheckpointBench.key((int) (number % load.keys())), value)
                    .whenComplete((done, failed) -> onEnded(due, failed));
        }
    }

    private void onEnded(long due, Throwable failed) {
        if (failed == null) {
            times.recordValue(System.nanoTime() - due);
        } else if (!stopped) {
            failure.compareAndSet(null, failed);
        }
    }

    /**
     * The times of all that was answered since this was asked last.
     *
     * @throws io.understudy.suite.local.RunFailed if a write failed
     */
    Histogram next() {
        CheckpointBench.requireNone(failure.get());
        return times.getIntervalHistogram();
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }
}
