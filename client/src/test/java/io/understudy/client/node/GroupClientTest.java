package io.understudy.client.node;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.client.Outcome;
import io.understudy.config.ClusterFile;
import io.understudy.config.file.ClusterFileLoader;
import io.understudy.protocol.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of calls to a cluster of which nothing runs. */
class GroupClientTest {

    private static final String FILE =
            """
            {
              "cluster": "nobody",
              "replicationManagers": [{"name": "RM1", "host": "127.78.0.1"}],
              "globalFaultDetectors": [{"name": "GFD1", "host": "127.78.0.1"}],
              "machines": [{"name": "M1", "host": "127.78.0.2"}],
              "groups": [{"name": "kv", "application": {"builtin": "kv"},
                "replicas": [{"name": "S1", "machine": "M1"}]}]
            }
            """;

    private static final byte[] OPERATION = {1};
    private static final int CALLS = 20_000;

    @TempDir private Path folder;

    private ClusterFile cluster;

    @BeforeEach
    void loaded() throws IOException {
        cluster = ClusterFileLoader.load(Files.writeString(folder.resolve("c.json"), FILE));
    }

    @Test
    void whatNobodyTookInTimeIsNotDone() {
        ClientOptions hasty = ClientOptions.USUAL.withTimeout(Duration.ofMillis(20));
        try (GroupClient client = GroupClient.open(cluster, "kv", hasty)) {
            assertInstanceOf(Outcome.NotDone.class, client.execute(OPERATION).join());
        }
    }

    @Test
    void aBlockingCallFailsByWhatIsKnownOfIt() {
        ClientOptions hasty = ClientOptions.USUAL.withTimeout(Duration.ofMillis(20));
        try (KvClient client = KvClient.open(cluster, "kv", hasty)) {
            assertThrows(
                    CallFailed.NotDone.class, () -> client.blocking().get(Bytes.utf8("colour")));
        }
    }

    /** None may be lost between the thread that calls, the loop, and the thread that closes. */
    @Test
    void everyCallEndsAlsoWhenManyThreadsCallWhileOneCloses() throws InterruptedException {
        GroupClient client = GroupClient.open(cluster, "kv", ClientOptions.USUAL);
        ConcurrentLinkedQueue<CompletableFuture<Outcome>> calls = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> many = new CompletableFuture<>();
        List<Thread> callers =
                Stream.generate(() -> new Thread(() -> call(client, calls, many)))
                        .limit(4)
                        .toList();
        callers.forEach(Thread::start);
        many.join();

        client.close();

        for (Thread caller : callers) {
            caller.join();
        }
        client.ended().join();
        for (CompletableFuture<Outcome> call : calls) {
            assertInstanceOf(Outcome.NotDone.class, call.getNow(null));
        }
    }

    private static void call(
            GroupClient client,
            ConcurrentLinkedQueue<CompletableFuture<Outcome>> calls,
            CompletableFuture<Void> many) {
        for (int i = 0; i < CALLS; i++) {
            calls.add(client.execute(OPERATION));
            if (i == CALLS / 10) {
                many.complete(null);
            }
        }
        client.ended().join();
        calls.add(client.execute(OPERATION));
    }

    @Test
    void aGroupThatIsNotInTheFileIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> GroupClient.open(cluster, "other", ClientOptions.USUAL));
    }
}
