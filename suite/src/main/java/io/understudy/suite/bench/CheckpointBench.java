package io.understudy.suite.bench;

import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.LocalRun;
import io.understudy.suite.local.RunFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/**
 * How much longer writes take while a checkpoint of the whole state is taken, sent, and put in
 * place by a replica that has come back.
 *
 * <p>Writes are sent at a steady rate, whether or not those before are answered, and their time
 * counts from when they were due: so whoever stops answering for a while makes every write late
 * that falls into that while, and not only the one it was busy with.
 */
public final class CheckpointBench {

    /** So many writes are under way while the state is filled in. */
    private static final int FILLING_MAX = 200;

    private static final Duration REQUEST_MAX = Duration.ofSeconds(30);

    /** Of a checkpoint, on the slowest of machines. */
    private static final Duration JOIN_MAX = Duration.ofMinutes(10);

    /** Not measured: the compilers meet a rate that is new to them. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** Until whatever waited for the change of view has been answered. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    /**
     * What is filled in, and written then.
     *
     * @param keys of the state
     * @param rate writes a second, to keys of that state in turn
     * @param usual how long is measured before a replica is killed
     */
    public record Load(int keys, int valueBytes, int rate, Duration usual) {}

    private final LocalCluster cluster;
    private final PrintWriter out;

    public CheckpointBench(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * @throws RunFailed if a write failed, or the replica did not come back
     */
    public void play(Load load) throws IOException, InterruptedException {
        try (LocalRun run = LocalRun.start(cluster);
                KvClient client =
                        KvClient.open(
                                cluster.description(),
                                cluster.group(),
                                ClientOptions.USUAL.withTimeout(REQUEST_MAX))) {
            View view = run.awaitFull("a view of three members", 1).news().view();
            fill(client, load);
            say("then %,d writes a second, which were answered after", load.rate());
            say("%-42s %10s %10s %10s %10s", "", "median", "p99", "p99.9", "longest");
            try (SteadyWriter writer = new SteadyWriter(client, load)) {
                TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
                writer.next();
                HostTime host = new HostTime();
                TimeUnit.NANOSECONDS.sleep(load.usual().toNanos());
                Histogram usual = writer.next();
                say("usually", load.usual(), usual);
                Histogram sending = measureJoin(run, writer, view);
                say("");
                say(
                        "p99 while the checkpoint was sent: %.2f times the usual one",
                        (double) sending.getValueAtPercentile(99) / usual.getValueAtPercentile(99));
                host.remark().ifPresent(this::say);
            }
        }
    }

    private void fill(KvClient client, Load load) throws InterruptedException {
        double megabytes = (double) load.keys() * load.valueBytes() / 1e6;
        say("three replicas; filling in %,.0f MB as %,d values", megabytes, load.keys());
        Semaphore places = new Semaphore(FILLING_MAX);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Bytes value = value(load);
        for (int number = 0; number < load.keys() && failure.get() == null; number++) {
            places.acquire();
            client.put(key(number), value)
                    .whenComplete(
                            (done, failed) -> {
                                failure.compareAndSet(null, failed);
                                places.release();
                            });
        }
        places.acquire(FILLING_MAX);
        requireNone(failure.get());
    }

    static Bytes key(int number) {
        return Bytes.utf8(String.format(Locale.ROOT, "bench/%09d", number));
    }

    static Bytes value(Load load) {
        return Bytes.utf8("v".repeat(load.valueBytes()));
    }

    static void requireNone(Throwable failure) {
        if (failure != null) {
            throw new RunFailed("a put failed: " + failure.getMessage());
        }
    }

    /** Has a backup killed and brought back; the writes' times while it was sent the state. */
    private Histogram measureJoin(LocalRun run, SteadyWriter writer, View full)
            throws IOException, InterruptedException {
        ReplicaId victim =
                full.members().stream()
                        .filter(member -> !member.equals(full.primary()))
                        .findFirst()
                        .orElseThrow();
        long begin = System.nanoTime();
        run.kill(victim);
        run.awaitView(
                "a view with " + victim.name() + " as joiner",
                JOIN_MAX,
                news ->
                        news.view().number() > full.number()
                                && news.view().joiners().stream()
                                        .anyMatch(joiner -> joiner.name().equals(victim.name())));
        long joining = System.nanoTime();
        say("while a backup ended and began anew", since(begin), writer.next());
        run.awaitView(
                victim.name() + " to be a member again",
                JOIN_MAX,
                news -> isFull(news) && news.activated() && news.view().number() > full.number());
        Histogram sending = writer.next();
        say("while it was sent the state", since(joining), sending);
        long member = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
        say("when it was a member", since(member), writer.next());
        return sending;
    }

    private static boolean isFull(ViewNews news) {
        return news.view().members().size() == LocalCluster.MACHINES;
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void say(String what, Duration lasted, Histogram answered) {
        say(
                "%-42s %10s %10s %10s %10s",
                String.format(Locale.ROOT, "%s (%.1f s)", what, lasted.toNanos() / 1e9),
                millis(answered.getValueAtPercentile(50)),
                millis(answered.getValueAtPercentile(99)),
                millis(answered.getValueAtPercentile(99.9)),
                millis(answered.getMaxValue()));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.2f ms", nanos / 1e6);
    }
}
