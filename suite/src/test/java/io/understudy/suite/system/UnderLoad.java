package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.ReplicaId;
import io.understudy.suite.local.LocalCluster;
import java.io.IOException;

/** A cluster whose clients call without end, for a test that does harm to it. */
final class UnderLoad implements AutoCloseable {

    /** Of each client, between what is done and the next thing. */
    private static final int ANSWERS = 100;

    private static final int QUESTIONS = 20;

    /** The key of the pinned client. */
    private static final String PINNED = "pinned";

    private final RunningCluster cluster;
    private final Callers callers;

    private UnderLoad(RunningCluster cluster) {
        this.cluster = cluster;
        this.callers = Callers.start(cluster.local());
    }

    static UnderLoad start(RunningCluster cluster) {
        UnderLoad load = new UnderLoad(cluster);
        load.awaitAnswers();
        return load;
    }

    /** To calls that were made after this. */
    void awaitAnswers() {
        cluster.await("answers to every client", () -> callers.answersOfEach(ANSWERS));
    }

    /**
     * That all calls were answered as by one copy of the service, and nobody was taken for dead.
     *
     * @param harmed but for those
     */
    void assertWell(String... harmed) throws InterruptedException {
        awaitAnswers();
        callers.stopAndJudge();
        cluster.assertOnlyHarmed(harmed);
    }

    /** A client that has been answered by that primary, and asks no other. */
    PinnedClient askedOnce(ReplicaId replica) throws IOException {
        put("old");
        PinnedClient pinned = PinnedClient.of(cluster.local(), replica.name());
        pinned.ask(PINNED);
        assertEquals("old", pinned.value());
        return pinned;
    }

    /** Once this has returned nobody may be told the old value any more. */
    void overwrite() {
        put("new");
        awaitAnswers();
    }

    static void ask(PinnedClient pinned) throws IOException {
        for (int question = 0; question < QUESTIONS; question++) {
            pinned.ask(PINNED);
        }
    }

    private void put(String value) {
        try (KvClient client = open()) {
            client.blocking().put(Bytes.utf8(PINNED), Bytes.utf8(value));
        }
    }

    /** A client of the test's own. */
    KvClient open() {
        LocalCluster local = cluster.local();
        return KvClient.open(local.description(), local.group(), ClientOptions.USUAL);
    }

    @Override
    public void close() {
        callers.close();
    }
}
