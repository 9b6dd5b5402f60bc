package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RehearsingTest {

    private final Node<Talker.Alarm> node =
            Node.open(TestCluster.S1, TestCluster.onFreePorts().file, Talker.Alarm.class);

    @Test
    @Timeout(10)
    void itEndsWithItsNode() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread rehearsal =
                Rehearsing.start(
                        node,
                        "S1",
                        () -> {
                            begun.countDown();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                        });
        begun.await();

        node.close();

        rehearsal.join();
    }

    @Test
    @Timeout(10)
    void aFailureEndsItAndNotItsNode() throws InterruptedException {
        AtomicInteger played = new AtomicInteger();
        Rehearsing.start(
                        node,
                        "S1",
                        () -> {
                            played.incrementAndGet();
                            throw new IllegalStateException("planted");
                        })
                .join();

        CountDownLatch served = new CountDownLatch(1);
        node.run(served::countDown);
        served.await();

        assertEquals(1, played.get());
        node.close();
    }
}
