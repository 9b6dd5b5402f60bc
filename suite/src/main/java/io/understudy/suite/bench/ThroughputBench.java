package io.understudy.suite.bench;

import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.runtime.Loop;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.LocalRun;
import io.understudy.suite.local.RunFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Writes to a local cluster as fast as it answers: so many clients, each with one request under way
 * (a closed loop). An answer means that every replica has the write.
 *
 * <p>What is measured is the whole machine: clients, replicas, detectors and manager share it.
 */
public final class ThroughputBench {

    /** Each client writes so many keys, one after the other. */
    private static final int KEYS = 1_000;

    /** Within which each client ends its last request. */
    private static final long END_SECONDS_MAX = 30;

    /**
     * What is written.
     *
     * @param warmUp not measured: the compilers are at work
     */
    public record Load(int clients, int valueBytes, Duration warmUp, Duration measured) {}

    private final LocalCluster cluster;
    private final PrintWriter out;

    public ThroughputBench(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * @throws RunFailed if a request was not answered
     */
    public void play(Load load) throws IOException, InterruptedException {
        try (LocalRun run = LocalRun.start(cluster)) {
            run.awaitFull("a view of three members", 1);
            say(
                    "%d clients, each with one put of %,d bytes under way, three replicas; warming up"
                            + " for %d s, then measuring for %d s",
                    load.clients(),
                    load.valueBytes(),
                    load.warmUp().toSeconds(),
                    load.measured().toSeconds());
            List<Writer> writers = new ArrayList<>();
            try (Loop loop = Loop.open("bench", cluster.description())) {
                for (int number = 1; number <= load.clients(); number++) {
                    writers.add(new Writer(cluster, loop, number, load.valueBytes()));
                }
                writers.forEach(Writer::next);
                TimeUnit.NANOSECONDS.sleep(load.warmUp().toNanos());
                writers.forEach(Writer::mark);
                HostTime host = new HostTime();
                long begin = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(load.measured().toNanos());
                tell(writers, System.nanoTime() - begin);
                host.remark().ifPresent(this::say);
                writers.forEach(Writer::close);
            }
        }
    }

    private void tell(List<Writer> writers, long nanos) throws InterruptedException {
        writers.forEach(writer -> writer.stopped = true);
        Histogram all = Writer.newHistogram();
        for (Writer writer : writers) {
            all.add(writer.measured());
        }
        double seconds = nanos / 1e9;
        say("%,.0f writes a second, each acknowledged by all", all.getTotalCount() / seconds);
        say(
                "answered after: median %s, p99 %s, p99.9 %s, longest %s",
                micros(all.getValueAtPercentile(50)),
                micros(all.getValueAtPercentile(99)),
                micros(all.getValueAtPercentile(99.9)),
                micros(all.getMaxValue()));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%,d us", nanos / 1_000);
    }

    /** One client. All but the flags is used by its client's thread alone, until it has ended. */
    private static final class Writer {

        private static final int DIGITS = 3;

        private final KvClient client;
        private final List<Bytes> keys = new ArrayList<>();
        private final Bytes value;
        private final CompletableFuture<Histogram> ended = new CompletableFuture<>();
        private volatile boolean stopped = false;
        private volatile boolean marked = false;
        private Histogram histogram = newHistogram();
        private boolean measuring = false;
        private int written = 0;

        Writer(LocalCluster cluster, Loop loop, int number, int valueBytes) {
            client =
                    KvClient.open(
                            cluster.description(), cluster.group(), ClientOptions.USUAL, loop);
            for (int key = 0; key < KEYS; key++) {
                keys.add(Bytes.utf8("bench/" + number + "/" + key));
            }
            value = Bytes.utf8("v".repeat(valueBytes));
        }

        static Histogram newHistogram() {
            return new Histogram(DIGITS);
        }

        /** What was answered before does not count. */
        void mark() {
            marked = true;
        }

        void next() {
            long begin = System.nanoTime();
            client.put(keys.get(written++ % KEYS), value)
                    .whenComplete((done, failed) -> onEnded(begin, failed));
        }

        private void onEnded(long begin, Throwable failed) {
            if (failed != null) {
                ended.completeExceptionally(failed);
                return;
            }
            if (stopped) {
                ended.complete(histogram);
                return;
            }
            if (measuring) {
                histogram.recordValue(System.nanoTime() - begin);
            }
            measuring = marked;
            next();
        }

        /** Of all that was answered between mark and stop. */
        Histogram measured() throws InterruptedException {
            try {
                return ended.get(END_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw new RunFailed("a put failed: " + failed.getCause().getMessage());
            } catch (TimeoutException silent) {
                throw new RunFailed("a put was not answered");
            }
        }

        void close() {
            client.close();
        }
    }
}
