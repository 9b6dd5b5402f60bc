package io.understudy.suite.local;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.suite.ManagerStatus;
import io.understudy.suite.Status;
import io.understudy.suite.Status.FormedView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A local cluster that runs, and what can be done with it and awaited of it.
 *
 * <p>All times are this machine's clock, which its processes share: the moment just before a signal
 * is sent, what the detector wrote in its log, what the manager keeps in its history of views, and
 * when this process, as any client, heard of it.
 */
public final class LocalRun implements AutoCloseable {

    /** Any one step, on the slowest of machines; usually the whole takes a few seconds. */
    private static final Duration STEP_MAX = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LocalCluster cluster;
    private final ViewFeed feed;
    private final CompletableFuture<String> anyEnd;

    private LocalRun(LocalCluster cluster) throws IOException {
        this.cluster = cluster;
        cluster.startAll();
        this.anyEnd = cluster.firstEnd();
        this.feed = new ViewFeed(cluster);
    }

    public static LocalRun start(LocalCluster cluster) throws IOException {
        return new LocalRun(cluster);
    }

    public LocalCluster cluster() {
        return cluster;
    }

    /**
     * The activated view of that number or a later one that all replicas are members of.
     *
     * @throws RunFailed if there is none in time, or a process that is no replica has ended
     */
    public ViewFeed.Heard awaitFull(String what, long numberMin) throws InterruptedException {
        return awaitView(
                what,
                STEP_MAX,
                news ->
                        news.activated()
                                && news.view().number() >= numberMin
                                && news.view().members().size() == LocalCluster.MACHINES);
    }

    /**
     * The first view, past or coming, for which that holds.
     *
     * @throws RunFailed if there is none in time, or a process that is no replica has ended
     */
    public ViewFeed.Heard awaitView(String what, Duration max, Predicate<ViewNews> wanted)
            throws InterruptedException {
        CompletableFuture<ViewFeed.Heard> heard = feed.first(wanted);
        try {
            CompletableFuture.anyOf(heard, anyEnd).get(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RunFailed("waited in vain for " + what);
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither of the two fails", e);
        }
        if (!heard.isDone()) {
            throw new RunFailed(anyEnd.join() + " has ended");
        }
        return heard.join();
    }

    /** What is only written, by others, and not told. */
    public <T> T await(String what, Question<T> question) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STEP_MAX.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new RunFailed("waited in vain for " + what);
    }

    /** Empty as long as there is no answer. */
    public interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    /**
     * The kill of a primary, and when who learned of it.
     *
     * @param seen after so long its machine's detector had seen the death
     * @param formed the view that was activated instead
     * @param heard when a client heard of that
     */
    public record Kill(
            ReplicaId victim,
            long pid,
            Instant at,
            Duration seen,
            FormedView formed,
            ViewFeed.Heard heard) {

        public Duration untilFormed() {
            return Duration.between(at, formed.formedAt());
        }

        public Duration untilActivated() {
            return Duration.between(at, formed.activatedAt().orElseThrow());
        }

        public Duration untilHeard() {
            return Duration.between(at, heard.at());
        }
    }

    /** A primary whose process has been found, which takes longer than its end. */
    public record Target(View view, ProcessHandle process) {

        /** Kills it, and returns at once. */
        public Strike kill() {
            Instant at = Instant.now();
            process.destroyForcibly();
            return new Strike(view, process.pid(), at);
        }
    }

    /** A kill that nobody has been asked about yet: questions take time that others need. */
    public record Strike(View view, long pid, Instant at) {}

    public Target primaryOf(View view) throws IOException, InterruptedException {
        return new Target(view, process(view.primary()));
    }

    /** Kills that replica, and returns at once. */
    public void kill(ReplicaId victim) throws IOException, InterruptedException {
        process(victim).destroyForcibly();
    }

    private ProcessHandle process(ReplicaId replica) throws IOException, InterruptedException {
        long pid = await("its process", () -> status().pid(replica.name()));
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new RunFailed("process " + pid + " is gone already"));
    }

    /** What came of it, once another primary serves. */
    public Kill learn(Strike strike) throws IOException, InterruptedException {
        long number = strike.view().number();
        ReplicaId victim = strike.view().primary();
        ViewFeed.Heard heard =
                awaitView(
                        "the next view",
                        STEP_MAX,
                        news -> news.activated() && news.view().number() > number);
        FormedView formed = formed(number, heard.news().view().number());
        return new Kill(
                victim, strike.pid(), strike.at(), seen(victim, strike.at()), formed, heard);
    }

    private Duration seen(ReplicaId victim, Instant kill) throws IOException, InterruptedException {
        String machine = cluster.description().replica(victim.name()).orElseThrow().machine();
        LogFile log = new LogFile(cluster.description().logsFolder().resolve(machine + ".log"));
        LocalTime seen =
                await(
                        machine + " to write of the death",
                        () -> log.firstTime("dead replica=" + victim + " "));
        return LogFile.since(kill, seen);
    }

    /** The view that was activated after that one; one in between may have been superseded. */
    private FormedView formed(long before, long activated) {
        return status().history(cluster.group()).stream()
                .filter(view -> view.number() > before && view.number() <= activated)
                .filter(view -> view.activatedAt().isPresent())
                .findFirst()
                .orElseThrow(() -> new RunFailed("the manager's history lacks view " + activated));
    }

    private Status status() {
        return Status.parse(ManagerStatus.ask(cluster.description()));
    }

    @Override
    public void close() {
        feed.close();
    }
}
