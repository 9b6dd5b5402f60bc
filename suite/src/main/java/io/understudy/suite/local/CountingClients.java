package io.understudy.suite.local;

import io.understudy.client.node.CallFailed;
import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that increment, each a key that nobody else writes: so the sums they are told have to be
 * 1, 2, 3 and so on, and a gap in them is a request executed twice, a repetition one lost. What
 * they counted is read again in the end.
 *
 * <p>Each waits for its answer, and then for the next millisecond. They are there to see how long
 * nobody answers, and so must leave the machine, which has all the replicas too, time to act.
 */
public final class CountingClients implements AutoCloseable {

    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final List<Counting> clients = new ArrayList<>();

    private CountingClients(Loop loop) {
        this.loop = loop;
    }

    public static CountingClients start(LocalCluster cluster, int count) {
        CountingClients started = new CountingClients(Loop.open("counting", cluster.description()));
        for (int number = 1; number <= count; number++) {
            KvClient client =
                    KvClient.open(
                            cluster.description(),
                            cluster.group(),
                            ClientOptions.USUAL,
                            started.loop);
            Counting counting = new Counting("counting-" + number, client);
            started.clients.add(counting);
            counting.thread.start();
        }
        return started;
    }

    /**
     * What became of all their requests.
     *
     * @param unknown of which no client learned what became of them
     */
    public record Tally(long acknowledged, long lost, long twice, long unknown) {

        static final Tally NOTHING = new Tally(0, 0, 0, 0);

        /**
         * @throws RunFailed if not every request was executed exactly once
         */
        public void requireFlawless() {
            if (acknowledged == 0 || lost + twice + unknown > 0) {
                throw new RunFailed("not every request was executed exactly once: " + this);
            }
        }

        Tally plus(Tally other) {
            return new Tally(
                    acknowledged + other.acknowledged,
                    lost + other.lost,
                    twice + other.twice,
                    unknown + other.unknown);
        }
    }

    /** From now on answers are counted anew, and a silence that lasts counts whole. */
    public void mark() {
        clients.forEach(client -> client.mark++);
    }

    /**
     * The longest time between two answers that one client got since the last mark.
     *
     * @return absent until each has had so many answers since then
     */
    public Optional<Duration> longestSilence(int answersOfEach) {
        List<Counts> counts = clients.stream().map(Counting::counts).toList();
        return counts.stream().allMatch(each -> each.answers >= answersOfEach)
                ? counts.stream().map(Counts::longest).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** Ends them, each after the answer it waits for, and reads again what they wrote. */
    public Tally stop() throws InterruptedException {
        Tally all = Tally.NOTHING;
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
        loop.close();
    }

    /** What one of them has had since a mark. */
    private record Counts(int mark, int answers, Duration longest) {

        Counts plus(int latestMark, Duration silence) {
            if (mark != latestMark) {
                return new Counts(latestMark, 1, silence);
            }
            return new Counts(
                    mark, answers + 1, longest.compareTo(silence) > 0 ? longest : silence);
        }
    }

    /** One of them. Its fields are its thread's, but for those that others read. */
    private static final class Counting {

        private final Bytes key;
        private final KvClient client;
        private final Thread thread;
        private volatile boolean stopped = false;
        private volatile int mark = 0;
        private volatile Counts counts = new Counts(0, 0, Duration.ZERO);
        private long acknowledged = 0;
        private long sum = 0;
        private long lost = 0;
        private long twice = 0;
        private long unknown = 0;

        Counting(String name, KvClient client) {
            this.key = Bytes.utf8(name);
            this.client = client;
            this.thread = new Thread(this::count, name);
        }

        Counts counts() {
            Counts latest = counts;
            return latest.mark == mark ? latest : new Counts(mark, 0, Duration.ZERO);
        }

        private void count() {
            long last = System.nanoTime();
            while (!stopped) {
                try {
                    expect(sum + 1, client.blocking().increment(key, 1));
                    acknowledged++;
                    long now = System.nanoTime();
                    counts = counts.plus(mark, Duration.ofNanos(now - last));
                    last = now;
                    LockSupport.parkNanos(PACE_NANOS);
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
            return new Tally(acknowledged, lost, twice, unknown);
        }
    }
}
