package io.understudy.suite.demo;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.suite.local.CountingClients;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.LocalRun;
import io.understudy.suite.local.RunFailed;
import io.understudy.suite.local.ViewFeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Starts a cluster, kills its primary, and tells what came of it. */
public final class Demo {

    private static final int CLIENTS = 3;

    /**
     * So that the first of them, slow as all that is new, are behind when the primary is killed.
     */
    private static final int ANSWERS_BEFORE = 150;

    /** From now on. */
    private static final int ANSWERS_AFTER = 100;

    private final LocalCluster cluster;
    private final PrintWriter out;

    public Demo(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /**
     * @throws RunFailed with what went wrong, for a person
     */
    public void play() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        say(
                "starting a manager, a global detector and three machines with a replica each, in %s",
                cluster.folder());
        try (LocalRun run = LocalRun.start(cluster)) {
            View full = run.awaitFull("a view of three members", 1).news().view();
            say(
                    "%s serves after %s: %s",
                    cluster.group(), millis(System.nanoTime() - begin), text(full));
            try (CountingClients clients = CountingClients.start(cluster, CLIENTS)) {
                say(
                        "%d clients count, each its own key, a thousand times a second if they are"
                                + " answered",
                        CLIENTS);
                awaitAnswers(run, clients, ANSWERS_BEFORE);
                LocalRun.Target target = run.primaryOf(full);
                clients.mark();
                LocalRun.Strike strike = target.kill();
                Duration silence = awaitAnswers(run, clients, ANSWERS_AFTER);
                tell(run, run.learn(strike));
                tell(silence, clients.stop());
            }
        }
    }

    private static Duration awaitAnswers(LocalRun run, CountingClients clients, int ofEach)
            throws IOException, InterruptedException {
        return run.await("answers to every client", () -> clients.longestSilence(ofEach));
    }

    private void tell(Duration silence, CountingClients.Tally tally) {
        say("");
        say("%11s  longest interruption that a client saw", millis(silence.toNanos()));
        say("%,11d  requests acknowledged", tally.acknowledged());
        say("%,11d  requests lost", tally.lost());
        say("%,11d  requests executed twice", tally.twice());
        tally.requireFlawless();
    }

    private void tell(LocalRun run, LocalRun.Kill kill) throws InterruptedException {
        String victim = kill.victim().name();
        String machine = cluster.description().replica(victim).orElseThrow().machine();
        say("");
        say("%11s  kill -9 %s (pid %d), the primary", "0 ms", victim, kill.pid());
        say(kill.seen(), "its death is seen by " + machine);
        say(
                kill.untilFormed(),
                "view %d is formed: %s",
                kill.formed().number(),
                kill.formed().cause());
        say(
                kill.untilActivated(),
                "view %d is activated: %s",
                kill.formed().number(),
                text(kill.heard().news().view()));
        say(kill.untilHeard(), "clients know");

        ViewFeed.Heard again =
                run.awaitFull(victim + " to be a member again", kill.formed().number());
        say(
                Duration.between(kill.at(), again.at()),
                "%s, started again, is a member: %s",
                victim,
                text(again.news().view()));
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
