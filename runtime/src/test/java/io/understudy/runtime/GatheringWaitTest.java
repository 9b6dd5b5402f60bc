package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GatheringWaitTest {

    private final Sequence published = new Sequence(-1);

    private static SequenceBarrier barrier() {
        return RingBuffer.createMultiProducer(Object::new, 8).newBarrier();
    }

    private void publishOnceThisThreadWaits(GatheringWait wait) {
        Thread waiting = Thread.currentThread();
        Runnable first =
                () -> {
                    while (waiting.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    published.set(0);
                    wait.signalAllWhenBlocking();
                };
        new Thread(first).start();
    }

    @Test
    @Timeout(10)
    void whatComesDuringThePauseIsWrittenWithTheLineThatEndedTheWait() throws Exception {
        GatheringWait wait = new GatheringWait(() -> published.set(4));
        SequenceBarrier barrier = barrier();
        publishOnceThisThreadWaits(wait);

        assertEquals(4, wait.waitFor(0, published, published, barrier));
    }

    @Test
    void linesThatWaitAlreadyAreWrittenWithoutAPause() throws Exception {
        published.set(2);
        GatheringWait wait = new GatheringWait(() -> fail("it paused"));

        assertEquals(2, wait.waitFor(1, published, published, barrier()));
    }

    @Test
    @Timeout(10)
    void theEndOfTheLogIsNoticedAfterThePause() {
        SequenceBarrier barrier = barrier();
        GatheringWait wait = new GatheringWait(barrier::alert);
        publishOnceThisThreadWaits(wait);

        assertThrows(AlertException.class, () -> wait.waitFor(0, published, published, barrier));
    }

    @Test
    @Timeout(10)
    void theLogOfAProcessThatServesIsWrittenThatWay(@TempDir Path folder) {
        Optional<Path> file = Optional.of(folder.resolve("S1.log"));
        LogContext context = new LogContext(new LogSetup(Level.INFO, file, false));
        context.start();
        try {
            while (!hasGatheringWriter()) {
                assertFalse(Thread.interrupted(), "the log's thread waits in another way");
            }
        } finally {
            context.stop();
        }
    }

    private static boolean hasGatheringWriter() {
        Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
        return threads.values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(GatheringWait.class.getName()));
    }
}
