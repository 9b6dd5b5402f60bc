package io.understudy.client.node;

import io.understudy.client.Outcome;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvAnswer.Page;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.runtime.Loop;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A replicated key/value store, as its user sees it. May be used by any number of threads; {@link
 * #blocking} has the same calls for those who want to wait.
 *
 * <pre>{@code
 * try (KvClient kv = KvClient.open(cluster, "kv", ClientOptions.USUAL)) {
 *     kv.increment(Bytes.utf8("visits"), 1).thenAccept(sum -> System.out.println(sum)).join();
 * }
 * }</pre>
 *
 * <p>A call that does not end as it was meant to completes with a {@link CallFailed}, whose kind
 * says whether it may have been executed. What waits for an answer runs on the client's one thread
 * and must not block, as with {@link GroupClient}.
 *
 * @see KvOperation for what the calls do
 */
public final class KvClient implements AutoCloseable {

    private final GroupClient group;

    private KvClient(GroupClient group) {
        this.group = group;
    }

    /**
     * @param group one whose application is kv
     */
    public static KvClient open(ClusterFile cluster, String group, ClientOptions options) {
        return new KvClient(GroupClient.open(cluster, group, options));
    }

    /**
     * @param loop on which other clients may be, too; to be closed after them
     */
    public static KvClient open(
            ClusterFile cluster, String group, ClientOptions options, Loop loop) {
        return new KvClient(GroupClient.open(cluster, group, options, loop));
    }

    /** Any operation, by whatever answer. */
    public CompletableFuture<KvAnswer> call(KvOperation operation) {
        return group.execute(operation.encode()).thenApply(KvClient::answer);
    }

    private static KvAnswer answer(Outcome outcome) {
        return outcome.match(
                done -> KvAnswer.decode(ByteBuffer.wrap(done.answer())),
                notDone -> {
                    throw new CallFailed.NotDone(notDone.reason());
                },
                unknown -> {
                    throw new CallFailed.OutcomeUnknown(unknown.reason());
                });
    }

    public CompletableFuture<Optional<Bytes>> get(Bytes key) {
        return call(new KvOperation.Get(key), Meaning.VALUE);
    }

    public CompletableFuture<Void> put(Bytes key, Bytes value) {
        return call(new KvOperation.Put(key, value), Meaning.DONE).thenAccept(done -> {});
    }

    public CompletableFuture<Void> append(Bytes key, Bytes tail) {
        return call(new KvOperation.Append(key, tail), Meaning.DONE).thenAccept(done -> {});
    }

    /**
     * @return what the key held before
     */
    public CompletableFuture<Optional<Bytes>> putHash(Bytes key, Bytes argument) {
        return call(new KvOperation.PutHash(key, argument), Meaning.VALUE);
    }

    /**
     * @return whether there was something
     */
    public CompletableFuture<Boolean> delete(Bytes key) {
        return call(new KvOperation.Delete(key), Meaning.DONE);
    }

    public CompletableFuture<Swap> compareAndSet(Bytes key, Expected expected, Bytes value) {
        return call(new KvOperation.CompareAndSet(key, expected, value), Meaning.SWAP);
    }

    /**
     * @return the sum
     */
    public CompletableFuture<Long> increment(Bytes key, long by) {
        return call(new KvOperation.Increment(key, by), Meaning.NUMBER);
    }

    /**
     * The next page of the keys that begin with {@code prefix}.
     *
     * @param after the last key of the page before; empty for the first page
     * @param limit of entries in the page, at most {@link KvOperation.Scan#LIMIT_MAX}
     */
    public CompletableFuture<Page> scan(Bytes prefix, Bytes after, int limit) {
        return call(new KvOperation.Scan(prefix, after, limit), Meaning.PAGE);
    }

    private <R> CompletableFuture<R> call(KvOperation operation, Function<KvAnswer, R> meaning) {
        return call(operation).thenApply(meaning);
    }

    /** The same calls, for those who want to wait. */
    public BlockingKv blocking() {
        return new BlockingKv(this);
    }

    /** Completes when the client was closed and is gone. */
    public CompletableFuture<Void> ended() {
        return group.ended();
    }

    /** Calls that wait for their answers fail; returns at once, see {@link #ended}. */
    @Override
    public void close() {
        group.close();
    }
}
