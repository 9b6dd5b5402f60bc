package io.understudy.runtime;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How the thread that writes the log waits for lines: asleep until there is one, and then a moment
 * more, so that it writes once what comes at once.
 *
 * <p>A change that many processes of a machine have a part in has each of them say something. If
 * each line woke a writer, it would take the processor from the next process that has something to
 * do: a line takes longer to write than a message to answer.
 */
final class GatheringWait implements WaitStrategy {

    /** Longer than a change of view; too short for anybody who reads along. */
    private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

    private final Runnable pause;
    private final Object news = new Object();

    GatheringWait() {
        this(() -> LockSupport.parkNanos(GATHER_NANOS));
    }

    /**
     * @param pause while which lines may come
     */
    GatheringWait(Runnable pause) {
        this.pause = pause;
    }

    @Override
    public long waitFor(long wanted, Sequence claimed, Sequence upstream, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        if (claimed.get() < wanted) {
            awaitNews(wanted, claimed, barrier);
            pause.run();
        }
        barrier.checkAlert();
        // One thread writes, and nobody works on the lines before it does.
        return upstream.get();
    }

    private void awaitNews(long wanted, Sequence claimed, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        synchronized (news) {
            while (claimed.get() < wanted) {
                barrier.checkAlert();
                news.wait();
            }
        }
    }

    @Override
    public void signalAllWhenBlocking() {
        synchronized (news) {
            news.notifyAll();
        }
    }
}
