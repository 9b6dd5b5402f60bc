package io.understudy.suite.labs;

import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.Bytes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The real client, in the lab's words: text, and nothing is the empty text. */
final class Clerk implements AutoCloseable {

    /** As good as for ever: a lab's clerk tries until it has an answer. */
    private static final ClientOptions PATIENT =
            ClientOptions.USUAL.withTimeout(Duration.ofMinutes(10));

    private final KvClient client;

    Clerk(ClusterFile cluster, String group) {
        client = KvClient.open(cluster, group, PATIENT);
    }

    String get(String key) {
        return soon(key).join();
    }

    /** Without waiting for the answer. */
    CompletableFuture<String> soon(String key) {
        return client.get(Bytes.utf8(key)).thenApply(value -> value.map(Bytes::utf8).orElse(""));
    }

    void put(String key, String value) {
        client.put(Bytes.utf8(key), Bytes.utf8(value)).join();
    }

    void append(String key, String tail) {
        client.append(Bytes.utf8(key), Bytes.utf8(tail)).join();
    }

    /** What was there before. */
    String putHash(String key, String argument) {
        return client.putHash(Bytes.utf8(key), Bytes.utf8(argument))
                .thenApply(before -> before.map(Bytes::utf8).orElse(""))
                .join();
    }

    @Override
    public void close() {
        client.close();
        client.ended().join();
    }
}
