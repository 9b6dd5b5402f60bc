package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.suite.Launcher;
import io.understudy.suite.ManagerStatus;
import io.understudy.suite.Status;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.Loopback;
import io.understudy.suite.local.Network;
import io.understudy.suite.local.ViewFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of real processes for the tests of a class. Before each test whatever has ended is
 * started again and all its members serve; a test that fails takes its cluster with it, whose logs
 * are kept. In the end nothing of it runs.
 */
final class RunningCluster implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    /** What takes longer has not happened. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A network for a cluster; making it may take privileges. */
    interface NetworkMaker {
        Network make() throws IOException, InterruptedException;
    }

    private final LocalCluster.Shape shape;
    private final NetworkMaker networks;
    private LocalCluster cluster;
    private ViewFeed feed;
    private View first;

    RunningCluster() {
        this(LocalCluster.Shape.USUAL);
    }

    RunningCluster(LocalCluster.Shape shape) {
        this(shape, Loopback::draw);
    }

    RunningCluster(LocalCluster.Shape shape, NetworkMaker networks) {
        this.shape = shape;
        this.networks = networks;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (cluster == null) {
            begin();
        } else {
            cluster.startAgain();
        }
        first = awaitFullView(feed.latest());
    }

    private void begin() throws IOException, InterruptedException {
        cluster = LocalCluster.prepare(Launcher.ours(), shape, networks.make());
        feed = new ViewFeed(cluster);
        cluster.startAll();
        if (!shape.relaunch()) {
            for (int number = 1; number <= LocalCluster.MACHINES; number++) {
                cluster.start("replica", "S" + number);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (cluster != null && context.getExecutionException().isPresent()) {
            System.err.println(
                    context.getDisplayName() + ": logs in " + cluster.description().logsFolder());
            end();
            cluster = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            end();
            cluster.closeAndForget();
        }
    }

    private void end() {
        feed.close();
        cluster.close();
        assertEquals(List.of(), cluster.running(), "all processes have ended");
    }

    /** With all three members, as it was when the test began. */
    View first() {
        return first;
    }

    LocalCluster local() {
        return cluster;
    }

    /** The first view, past or coming, with that number or a later one, for which that holds. */
    View awaitView(String what, long numberMin, Predicate<ViewNews> wanted) {
        try {
            return feed.first(news -> news.view().number() >= numberMin && wanted.test(news))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .news()
                    .view();
        } catch (TimeoutException e) {
            throw new AssertionError("no " + what + " within " + LIMIT + "; status:\n" + said(), e);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    View awaitFullView(long numberMin) {
        return awaitView(
                "view of all",
                numberMin,
                news -> news.activated() && news.view().members().size() == LocalCluster.MACHINES);
    }

    View awaitNextView(View before) {
        return awaitView("next view", before.number() + 1, ViewNews::activated);
    }

    /** Why the view with that number was formed. */
    String cause(long number) {
        return causesSince(number).get(0);
    }

    /** Why the views from that number on were formed. */
    private List<String> causesSince(long number) {
        return status().history(cluster.group()).stream()
                .filter(view -> view.number() >= number)
                .map(Status.FormedView::cause)
                .toList();
    }

    /** That no view was formed since the test began but for what was done to those. */
    void assertOnlyHarmed(String... victims) {
        for (String cause : causesSince(first.number() + 1)) {
            assertTrue(
                    Stream.of(victims).anyMatch(cause::contains) || cause.endsWith("is activated"),
                    () -> "false alarm: " + cause + "; status:\n" + said());
        }
    }

    /** What that process has written so far. */
    List<String> logLines(String process) {
        Path log = cluster.description().logsFolder().resolve(process + ".log");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often that stands in what the process has written so far. */
    int logged(String process, String text) {
        return (int) logLines(process).stream().filter(line -> line.contains(text)).count();
    }

    void awaitLog(String process, String text, int times) {
        await(
                process + " to write " + times + " times: " + text,
                () -> Optional.of(logged(process, text)).filter(count -> count >= times));
    }

    private String said() {
        return ManagerStatus.ask(cluster.description());
    }

    Status status() {
        return Status.parse(said());
    }

    /** What is only told to who asks. */
    <T> T await(String what, Supplier<Optional<T>> question) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LIMIT.toNanos()) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new AssertionError("no " + what + " within " + LIMIT);
    }

    ProcessHandle replica(String name) {
        long pid = await("pid of " + name, () -> status().pid(name));
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** SIGKILL, to a replica by whomever it was started. */
    void killReplica(String name) {
        replica(name).destroyForcibly();
    }

    /** SIGKILL, to a manager or detector; returns once it has ended. */
    void kill(String name) throws InterruptedException {
        cluster.children().get(name).destroyForcibly().waitFor();
    }

    void start(String command, String name) throws IOException {
        cluster.start(command, name);
    }

    /** What that manager has recorded is out of its reach. */
    void moveFolderAway(String manager) throws IOException {
        Path folder = cluster.description().dataFolder().resolve(manager);
        Files.move(folder, folder.resolveSibling(manager + ".moved"));
    }

    /**
     * SIGSTOP: once this has returned the process exists, keeps its connections, and does nothing;
     * or somebody has killed it for that.
     */
    void stop(ProcessHandle process) throws IOException, InterruptedException {
        signal("-STOP", process);
        while (!Processes.hasEnded(process) && !Processes.isStopped(process)) {
            LockSupport.parkNanos(LOOK_NANOS / 10);
        }
    }

    /** SIGCONT: it goes on in the middle of whatever it did, if it still exists. */
    void goOn(ProcessHandle process) throws IOException, InterruptedException {
        signal("-CONT", process);
    }

    private static void signal(String signal, ProcessHandle process)
            throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        int code = new ProcessBuilder("kill", signal, pid).start().waitFor();
        assertTrue(code == 0 || Processes.hasEnded(process), "kill " + signal + " " + pid);
    }
}
