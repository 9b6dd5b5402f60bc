package io.understudy.suite.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** Several clients of a lab, each a clerk and a thread of its own. */
final class Clients<R> implements AutoCloseable {

    private final ExecutorService threads;
    private final List<CompletableFuture<R>> results = new ArrayList<>();

    /**
     * @param work of a client, given its number, from 0
     */
    Clients(Lab lab, int count, BiFunction<Integer, Clerk, R> work) {
        threads = Executors.newFixedThreadPool(count);
        for (int client = 0; client < count; client++) {
            int number = client;
            Clerk clerk = lab.clerk();
            results.add(CompletableFuture.supplyAsync(() -> work.apply(number, clerk), threads));
        }
    }

    /** What each has come to, once all have. */
    List<R> join() {
        return results.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
