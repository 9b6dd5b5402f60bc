package io.understudy.suite.local;

import io.understudy.client.node.Views;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.ToClient.ViewNews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The views of a group, as a client hears of them, and all of them so far. */
public final class ViewFeed implements AutoCloseable {

    /** One of them. */
    public record Heard(ViewNews news, Instant at) {}

    private record Waiter(Predicate<ViewNews> wanted, CompletableFuture<Heard> answer) {}

    private final List<Heard> history = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final Views views;

    public ViewFeed(LocalCluster cluster) {
        this(cluster.description(), cluster.group());
    }

    public ViewFeed(ClusterFile cluster, String group) {
        views = Views.follow(cluster, group, this::onNews);
    }

    /** Completes with the first one, past or coming, for which that holds. */
    public synchronized CompletableFuture<Heard> first(Predicate<ViewNews> wanted) {
        Waiter waiter = new Waiter(wanted, new CompletableFuture<>());
        waiters.add(waiter);
        history.forEach(heard -> tell(waiter, heard));
        return waiter.answer();
    }

    /** The number of the last one heard of; 0 before the first. */
    public synchronized long latest() {
        return history.isEmpty() ? 0 : history.get(history.size() - 1).news().view().number();
    }

    private synchronized void onNews(ViewNews news) {
        Heard heard = new Heard(news, Instant.now());
        history.add(heard);
        waiters.forEach(waiter -> tell(waiter, heard));
        waiters.removeIf(waiter -> waiter.answer().isDone());
    }

    private static void tell(Waiter waiter, Heard heard) {
        if (waiter.wanted().test(heard.news())) {
            waiter.answer().complete(heard);
        }
    }

    @Override
    public void close() {
        views.close();
    }
}
