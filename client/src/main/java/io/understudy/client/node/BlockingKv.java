package io.understudy.client.node;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvAnswer.Page;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The calls of a {@link KvClient}, each of which returns when it has ended, and throws {@link
 * CallFailed} where that is not as it was meant to. Not to be used where an answer of that client
 * is waited for without blocking: it would wait for itself.
 */
public final class BlockingKv {

    private final KvClient client;

    BlockingKv(KvClient client) {
        this.client = client;
    }

    public Optional<Bytes> get(Bytes key) {
        return await(client.get(key));
    }

    public void put(Bytes key, Bytes value) {
        await(client.put(key, value));
    }

    public void append(Bytes key, Bytes tail) {
        await(client.append(key, tail));
    }

    public Optional<Bytes> putHash(Bytes key, Bytes argument) {
        return await(client.putHash(key, argument));
    }

    public boolean delete(Bytes key) {
        return await(client.delete(key));
    }

    public Swap compareAndSet(Bytes key, Expected expected, Bytes value) {
        return await(client.compareAndSet(key, expected, value));
    }

    public long increment(Bytes key, long by) {
        return await(client.increment(key, by));
    }

    public Page scan(Bytes prefix, Bytes after, int limit) {
        return await(client.scan(prefix, after, limit));
    }

    private static <R> R await(CompletableFuture<R> call) {
        try {
            return call.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof CallFailed reason) {
                throw reason;
            }
            throw failed;
        }
    }
}
