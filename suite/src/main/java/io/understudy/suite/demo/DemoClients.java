package io.understudy.suite.demo;

import io.understudy.client.node.CallFailed;
import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.suite.local.LocalCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Clients that write as fast as they are answered, each on one key that nobody else writes: so the
 * sums they are told have to be 1, 2, 3 and so on, and a gap in them is a request executed twice, a
 * repetition one lost. What they counted is read again in the end.
 */
final class DemoClients implements AutoCloseable {

    static final int CLIENTS = 3;

    private final List<Counting> clients = new ArrayList<>();

    private DemoClients() {}

    static DemoClients start(LocalCluster cluster) {
        DemoClients started = new DemoClients();
        for (int number = 1; number <= CLIENTS; number++) {
            KvClient client =
                    KvClient.open(cluster.description(), cluster.group(), ClientOptions.USUAL);
            Counting counting = new Counting("demo-" + number, client);
            started.clients.add(counting);
            counting.thread.start();
        }
        return started;
    }

    /**
     * What all of them together saw.
     *
     * @param interruptionNanos the longest time between two answers that one client got
     * @param unknown of which no client learned what became of them
     */
    record Tally(long interruptionNanos, long acknowledged, long lost, long twice, long unknown) {

        boolean isFlawless() {
            return acknowledged > 0 && lost == 0 && twice == 0 && unknown == 0;
        }

        Tally plus(Tally other) {
            return new Tally(
                    Math.max(interruptionNanos, other.interruptionNanos),
                    acknowledged + other.acknowledged,
                    lost + other.lost,
                    twice + other.twice,
                    unknown + other.unknown);
        }
    }

    /** Present once each has had so many answers since this was asked for the last time. */
    Optional<DemoClients> answersOfEach(int count) {
        boolean all = clients.stream().allMatch(client -> client.answeredSinceMark() >= count);
        if (!all) {
            return Optional.empty();
        }
        clients.forEach(Counting::mark);
        return Optional.of(this);
    }

    /** Ends them, each after the answer it waits for, and reads again what they wrote. */
    Tally stop() throws InterruptedException {
        Tally all = new Tally(0, 0, 0, 0, 0);
        for (Counting client : clients) {
            client.stopped = true;
        }
        for (Counting client : clients) {
            client.thread.join();
            all = all.plus(client.tally());
        }
        return all;
    }

    @Override
    public void close() {
        for (Counting client : clients) {
            client.stopped = true;
            client.client.close();
        }
    }

    /** One of them. Its fields are its thread's, but for those that others read. */
    private static final class Counting {

        private final Bytes key;
        private final KvClient client;
        private final Thread thread;
        private volatile boolean stopped = false;
        private volatile long answered = 0;
        private long marked = 0;
        private long sum = 0;
        private long longestNanos = 0;
        private long lost = 0;
        private long twice = 0;
        private long unknown = 0;

        Counting(String name, KvClient client) {
            this.key = Bytes.utf8(name);
            this.client = client;
            this.thread = new Thread(this::count, name);
        }

        long answeredSinceMark() {
            return answered - marked;
        }

        void mark() {
            marked = answered;
        }

        private void count() {
            long last = System.nanoTime();
            while (!stopped) {
                try {
                    expect(sum + 1, client.blocking().increment(key, 1));
                    long now = System.nanoTime();
                    // The first answer ends no interruption: it is what one waits for at a start.
                    longestNanos = answered == 0 ? 0 : Math.max(longestNanos, now - last);
                    last = now;
                    answered++;
                } catch (CallFailed failed) {
                    unknown += failed instanceof CallFailed.OutcomeUnknown ? 1 : 0;
                }
            }
        }

        private void expect(long expected, long told) {
            lost += Math.max(0, expected - told);
            twice += Math.max(0, told - expected);
            sum = told;
        }

        Tally tally() {
            long read =
                    client.blocking()
                            .get(key)
                            .map(value -> Long.parseLong(value.utf8()))
                            .orElse(0L);
            expect(sum, read);
            return new Tally(longestNanos, answered, lost, twice, unknown);
        }
    }
}
