package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static io.understudy.suite.labs.Lab.S3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.config.Reads;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.Tag;
import io.understudy.suite.labs.Net.Fate;
import io.understudy.suite.labs.Net.Frame;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lab's TestPartition1 and TestPartition2: a primary that only the view server has lost, and a
 * client that knows of no other.
 *
 * <p>The lab delays the client's question by some seconds, and its client asks for the view only
 * when that has failed. Ours hears of views unasked, so that is held back besides; and the question
 * is held until what it must not overlook has happened.
 */
@Scenarios
class PartitionIT {

    /** In the lab 500 ms. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** In which a server that would answer, though it must not, has answered. */
    private static final int ANSWER_MS_MAX = 500;

    /** The clients that have asked for something so far. */
    private final Set<NodeId> asked = ConcurrentHashMap.newKeySet();

    /** When the first of the questions that were held has reached the old primary. */
    private final CountDownLatch reached = new CountDownLatch(1);

    /** A client and its question, and what keeps them from being answered. */
    private record Held(
            Clerk clerk, Gate questions, Gate views, CompletableFuture<String> question) {}

    @DisplayName("TestPartition1: Old primary does not serve Gets")
    @ParameterizedTest
    @CsvSource({"CLASSIC, LEASE", "CLASSIC, CONFIRM", "USUAL, LEASE", "USUAL, CONFIRM"})
    void oldPrimaryDoesNotServeGets(Rules rules, Reads reads) throws Exception {
        try (Lab lab = Lab.open(new Lab.Setting(rules, reads, SILENCE))) {
            Held held = cutOffThePrimary(lab, Duration.ofSeconds(4));
            Clerk other = lab.clerk();
            other.put("a", "111");
            assertEquals("111", other.get("a"));

            assertOldPrimaryIsSilent(held);

            assertEquals("111", held.question().join());
            assertEquals("111", held.clerk().get("a"));
        }
    }

    @DisplayName("TestPartition2: Partitioned old primary does not complete Gets")
    @ParameterizedTest
    @CsvSource({"CLASSIC, LEASE", "CLASSIC, CONFIRM", "USUAL, LEASE", "USUAL, CONFIRM"})
    void partitionedOldPrimaryDoesNotCompleteGets(Rules rules, Reads reads) throws Exception {
        try (Lab lab = Lab.open(new Lab.Setting(rules, reads, SILENCE))) {
            Held held = cutOffThePrimary(lab, Duration.ofSeconds(5));
            lab.start(S3);
            lab.awaitServing(S2, S3);
            Clerk other = lab.clerk();
            other.put("a", "2");
            assertEquals("2", other.get("a"));
            lab.kill(S2);

            assertOldPrimaryIsSilent(held);

            assertEquals("2", held.question().join());
            assertEquals("2", held.clerk().get("a"));
            lab.awaitServing(S3);
        }
    }

    /**
     * @param delay of the question, where the lab's time is kept
     */
    private Held cutOffThePrimary(Lab lab, Duration delay) {
        lab.obey(this::note);
        lab.startInOrder(S1, S2);
        Clerk clerk = lab.clerk();
        clerk.put("a", "1");
        assertEquals("1", clerk.get("a"));

        Set<NodeId> clients = Set.copyOf(asked);
        Gate questions = lab.hold(frame -> clients.contains(frame.from()) && isServer(frame.to()));
        Gate views =
                lab.hold(frame -> clients.contains(frame.to()) && frame.tag() == Tag.VIEW_NEWS);
        lab.obey(
                frame -> {
                    if (clients.contains(frame.from()) && frame.to().equals(NodeId.replica(S1))) {
                        reached.countDown();
                    }
                    return Fate.PASSED;
                });
        lab.obey(PartitionIT::cutsOffS1);
        CompletableFuture<String> question = clerk.soon("a");
        lab.awaitServing(S2);
        LockSupport.parkNanos(Pace.of(delay, Duration.ZERO).toNanos());
        return new Held(clerk, questions, views, question);
    }

    private Fate note(Frame frame) {
        if (frame.tag() == Tag.REQUEST) {
            asked.add(frame.from());
        }
        return Fate.PASSED;
    }

    private static boolean isServer(NodeId node) {
        return node.role() == Role.REPLICA;
    }

    /** From the view server, that is from the manager and who watches for it; from no one else. */
    private static Fate cutsOffS1(Frame frame) {
        boolean cut =
                isOfS1(frame.from()) && isOfTheViewServer(frame.to())
                        || isOfS1(frame.to()) && isOfTheViewServer(frame.from());
        return cut ? Fate.CUT : Fate.PASSED;
    }

    private static boolean isOfS1(NodeId node) {
        return node.equals(NodeId.replica(S1))
                || node.equals(NodeId.localDetector(Lab.machineOf(S1)));
    }

    private static boolean isOfTheViewServer(NodeId node) {
        return node.equals(Lab.MANAGER) || node.equals(Lab.GLOBAL_DETECTOR);
    }

    /** Asked before and after the write that it knows nothing of. */
    private void assertOldPrimaryIsSilent(Held held) throws InterruptedException {
        CompletableFuture<String> late = held.clerk().soon("a");
        CompletableFuture<Object> first = CompletableFuture.anyOf(held.question(), late);
        held.questions().open();
        reached.await();
        assertThrows(TimeoutException.class, () -> first.get(ANSWER_MS_MAX, TimeUnit.MILLISECONDS));
        held.views().open();
    }
}
