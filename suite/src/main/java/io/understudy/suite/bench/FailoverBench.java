package io.understudy.suite.bench;

import io.understudy.protocol.View;
import io.understudy.suite.local.CountingClients;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.LocalRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Kills the primary of a local cluster again and again, and says how long clients waited. */
public final class FailoverBench {

    private static final int CLIENTS = 3;

    /** Of each client before each kill, so that none falls into the slow first moments. */
    private static final int ANSWERS_BEFORE = 4_000;

    /** Of each client after each kill, at least. */
    private static final int ANSWERS_AFTER = 20;

    /**
     * From the kill on: the change of view, and the time in which the kernel clears the dead
     * process away and everybody notices. After a quarter of a second a replacement is started.
     */
    private static final Duration WATCHED = Duration.ofMillis(200);

    private final LocalCluster cluster;
    private final PrintWriter out;

    public FailoverBench(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * From one kill to the next on a quiet machine: the answers before it, a moment after it, and
     * the start of the one that was killed.
     */
    private static final Duration KILL_USUALLY_TAKES = Duration.ofSeconds(8);

    /**
     * What came of one kill.
     *
     * @param silence that the kill made
     * @param later the longest one from there on until a replacement, which a whole process is
     *     started for, was a member
     */
    private record Sample(LocalRun.Kill kill, Duration silence, Duration later) {}

    /**
     * @throws io.understudy.suite.local.RunFailed if the cluster did not do as it should
     */
    public void play(int kills) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        say(
                "%d kill%s, about %s or, on a busy machine, several times as long",
                kills,
                kills == 1 ? "" : "s",
                TimeLeft.text(KILL_USUALLY_TAKES.multipliedBy(kills)));
        try (LocalRun run = LocalRun.start(cluster);
                CountingClients clients = CountingClients.start(cluster, CLIENTS)) {
            View view = run.awaitFull("a view of three members", 1).news().view();
            say(
                    "kill  primary       seen     formed  activated  clients know  interruption  while replaced  time left");
            long begin = System.nanoTime();
            HostTime host = new HostTime();
            while (samples.size() < kills) {
                await(run, clients, ANSWERS_BEFORE);
                LocalRun.Target target = run.primaryOf(view);
                clients.mark();
                LocalRun.Strike strike = target.kill();
                Duration silence = awaitEndOfChange(run, clients, strike);
                clients.mark();
                String again = view.primary().name() + " to be a member again";
                view = run.awaitFull(again, view.number() + 1).news().view();
                Duration later = await(run, clients, 1);
                clients.mark();
                Sample sample = new Sample(run.learn(strike), silence, later);
                samples.add(sample);
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                say(sample, samples.size(), TimeLeft.after(samples.size(), took, kills));
            }
            CountingClients.Tally tally = clients.stop();
            summary(samples, tally);
            host.remark().ifPresent(this::say);
            tally.requireFlawless();
        }
    }

    private static Duration awaitEndOfChange(
            LocalRun run, CountingClients clients, LocalRun.Strike strike)
            throws IOException, InterruptedException {
        return run.await(
                "answers to every client",
                () ->
                        Duration.between(strike.at(), Instant.now()).compareTo(WATCHED) < 0
                                ? Optional.empty()
                                : clients.longestSilence(ANSWERS_AFTER));
    }

    private static Duration await(LocalRun run, CountingClients clients, int ofEach)
            throws IOException, InterruptedException {
        return run.await("answers to every client", () -> clients.longestSilence(ofEach));
    }

    private void say(Sample sample, int number, Duration left) {
        LocalRun.Kill kill = sample.kill();
        say(
                "%4d  %-7s %10s %10s %10s    %10s    %10s      %10s  %9s",
                number,
                kill.victim().name(),
                millis(kill.seen()),
                millis(kill.untilFormed()),
                millis(kill.untilActivated()),
                millis(kill.untilHeard()),
                millis(sample.silence()),
                millis(sample.later()),
                TimeLeft.text(left));
    }

    private void summary(List<Sample> samples, CountingClients.Tally tally) {
        say("");
        say("longest interruption per kill: %s", spread(samples, Sample::silence));
        say("longest silence while each was replaced: %s", spread(samples, Sample::later));
        say(
                "%,d requests acknowledged, %d lost, %d executed twice",
                tally.acknowledged(), tally.lost(), tally.twice());
    }

    private static String spread(List<Sample> samples, Function<Sample, Duration> silence) {
        List<Duration> sorted = samples.stream().map(silence).sorted().toList();
        return String.format(
                "median %s, p99 %s, worst %s",
                millis(percentile(sorted, 50)),
                millis(percentile(sorted, 99)),
                millis(percentile(sorted, 100)));
    }

    /** The smallest that so many of a hundred do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%,.1f ms", duration.toNanos() / 1e6);
    }
}
