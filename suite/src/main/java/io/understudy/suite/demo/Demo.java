package io.understudy.suite.demo;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.suite.ManagerStatus;
import io.understudy.suite.Status;
import io.understudy.suite.Status.FormedView;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.ViewFeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Starts a cluster, kills its primary, and tells what came of it.
 *
 * <p>All times are this machine's clock, which its processes share: the moment just before the
 * signal is sent, what the detector wrote in its log, what the manager keeps in its history of
 * views, and when this process, as any client, heard of it.
 */
public final class Demo {

    /** Any one step, on the slowest of machines; usually the whole takes a few seconds. */
    private static final Duration STEP_MAX = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * So that the first of them, slow as all that is new, are behind when the primary is killed.
     */
    private static final int ANSWERS_BEFORE = 500;

    /** From now on. */
    private static final int ANSWERS_AFTER = 100;

    private final LocalCluster cluster;
    private final PrintWriter out;

    public Demo(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * @throws DemoFailed with what went wrong, for a person
     */
    public void play() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        say(
                "starting a manager, a global detector and three machines with a replica each, in %s",
                cluster.folder());
        cluster.startAll();
        CompletableFuture<String> anyEnd = cluster.firstEnd();
        try (ViewFeed feed = new ViewFeed(cluster)) {
            ViewNews full =
                    await("a view of three members", feed, anyEnd, news -> isFull(news, 1)).news();
            say(
                    "%s serves after %s: %s",
                    cluster.group(), millis(System.nanoTime() - begin), text(full.view()));
            try (DemoClients clients = DemoClients.start(cluster)) {
                await("answers to every client", () -> clients.answersOfEach(ANSWERS_BEFORE));
                say(
                        "%d clients count, each its own key, as fast as they are answered",
                        DemoClients.CLIENTS);
                killPrimary(full.view(), feed, anyEnd);
                await("answers to every client", () -> clients.answersOfEach(ANSWERS_AFTER));
                tell(clients.stop());
            }
        }
    }

    private void tell(DemoClients.Tally tally) {
        say("");
        say("%11s  longest interruption that a client saw", millis(tally.interruptionNanos()));
        say("%,11d  requests acknowledged", tally.acknowledged());
        say("%,11d  requests lost", tally.lost());
        say("%,11d  requests executed twice", tally.twice());
        if (!tally.isFlawless()) {
            throw new DemoFailed("not every request was executed exactly once: " + tally);
        }
    }

    private void killPrimary(View view, ViewFeed feed, CompletableFuture<String> anyEnd)
            throws IOException, InterruptedException {
        ReplicaId victim = view.primary();
        long pid = await("its process", () -> status().pid(victim.name()));
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(() -> new DemoFailed("process " + pid + " is gone already"));
        long next = view.number() + 1;
        Instant kill = Instant.now();
        process.destroyForcibly();
        say("");
        say("%11s  kill -9 %s (pid %d), the primary", "0 ms", victim.name(), pid);

        ViewFeed.Heard heard =
                await(
                        "the next view",
                        feed,
                        anyEnd,
                        news -> news.activated() && news.view().number() >= next);
        String machine = cluster.description().replica(victim.name()).orElseThrow().machine();
        LogFile log = new LogFile(cluster.description().logsFolder().resolve(machine + ".log"));
        LocalTime seen =
                await(
                        machine + " to write of the death",
                        () -> log.firstTime("dead replica=" + victim + " "));
        FormedView formed = formed(view.number(), heard.news().view().number());
        say(LogFile.since(kill, seen), "its death is seen by " + machine);
        say(
                Duration.between(kill, formed.formedAt()),
                "view %d is formed: %s",
                formed.number(),
                formed.cause());
        say(
                Duration.between(kill, formed.activatedAt().orElseThrow()),
                "view %d is activated: %s",
                formed.number(),
                text(heard.news().view()));
        say(Duration.between(kill, heard.at()), "clients know");

        ViewFeed.Heard again =
                await(
                        victim.name() + " to be a member again",
                        feed,
                        anyEnd,
                        news -> isFull(news, next));
        say(
                Duration.between(kill, again.at()),
                "%s, started again, is a member: %s",
                victim.name(),
                text(again.news().view()));
    }

    /** The view that was activated after that one; one in between may have been superseded. */
    private FormedView formed(long before, long activated) {
        return status().history(cluster.group()).stream()
                .filter(view -> view.number() > before && view.number() <= activated)
                .filter(view -> view.activatedAt().isPresent())
                .findFirst()
                .orElseThrow(() -> new DemoFailed("the manager's history lacks view " + activated));
    }

    private Status status() {
        return Status.parse(ManagerStatus.ask(cluster.description()));
    }

    private static boolean isFull(ViewNews news, long numberMin) {
        return news.activated()
                && news.view().number() >= numberMin
                && news.view().members().size() == LocalCluster.MACHINES;
    }

    private static ViewFeed.Heard await(
            String what,
            ViewFeed feed,
            CompletableFuture<String> anyEnd,
            Predicate<ViewNews> wanted)
            throws InterruptedException {
        CompletableFuture<ViewFeed.Heard> heard = feed.first(wanted);
        try {
            CompletableFuture.anyOf(heard, anyEnd).get(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DemoFailed("waited in vain for " + what);
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither of the two fails", e);
        }
        if (!heard.isDone()) {
            throw new DemoFailed(anyEnd.join() + " has ended");
        }
        return heard.join();
    }

    /** What is only written, by others, and not told. */
    private static <T> T await(String what, Question<T> question)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STEP_MAX.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<T> answer = question.ask();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new DemoFailed("waited in vain for " + what);
    }

    private interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    private void say(Duration sinceKill, String format, Object... values) {
        say("%11s  %s", "+" + millis(sinceKill.toNanos()), String.format(format, values));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
    }

    private static String text(View view) {
        return "view "
                + view.number()
                + ", primary "
                + view.primary().name()
                + ", members "
                + view.members().stream().map(ReplicaId::name).collect(Collectors.joining(" "));
    }
}
