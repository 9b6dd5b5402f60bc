package io.understudy.suite;

import io.understudy.protocol.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Begins what the lines of a pipe ask for as soon as that cannot change their meaning: those about
 * one key one after the other, those about several alone, all others side by side. What is under
 * way at the same moment may be executed in any order, and who writes {@code put} and below it
 * {@code get} does not mean that.
 */
final class LineOrder {

    /** Keys whose lines have ended are looked for when there are so many. */
    private static final int KEYS_MAX = 4_096;

    private final Map<Bytes, CompletableFuture<?>> lastOfKey = new LinkedHashMap<>();
    private CompletableFuture<?> lastOfAll = CompletableFuture.completedFuture(null);

    /**
     * @param key empty: it is about several
     * @param begin is called when all before it that matters has ended, on whatever thread
     */
    <T> CompletableFuture<T> add(Optional<Bytes> key, Supplier<CompletableFuture<T>> begin) {
        if (key.isEmpty()) {
            CompletableFuture<T> call =
                    CompletableFuture.allOf(
                                    CompletableFuture.allOf(
                                            lastOfKey
                                                    .values()
                                                    .toArray(CompletableFuture<?>[]::new)),
                                    lastOfAll)
                            .thenCompose(ended -> begin.get());
            lastOfKey.clear();
            lastOfAll = call;
            return call;
        }
        CompletableFuture<?> before = lastOfKey.getOrDefault(key.get(), lastOfAll);
        CompletableFuture<T> call = before.thenCompose(ended -> begin.get());
        lastOfKey.put(key.get(), call);
        if (lastOfKey.size() > KEYS_MAX) {
            forgetEnded();
        }
        return call;
    }

    private void forgetEnded() {
        Iterator<CompletableFuture<?>> calls = lastOfKey.values().iterator();
        while (calls.hasNext()) {
            if (calls.next().isDone()) {
                calls.remove();
            }
        }
    }
}
