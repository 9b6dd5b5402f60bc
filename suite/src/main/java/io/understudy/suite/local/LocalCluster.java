package io.understudy.suite.local;

import io.understudy.config.ClusterFile;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.file.ClusterFileLoader;
import io.understudy.suite.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A whole cluster on this machine, as real processes in a folder and on a network of its own: a
 * manager, a global detector, and three machines with a replica each.
 *
 * <p>Closing it ends every process that belongs to it. Those that this one did not start itself, as
 * the replicas, are known by the cluster file that their command line names: no other cluster has
 * that file, so nothing else can be hit, and nothing is missed, whoever is its parent by then.
 */
public final class LocalCluster implements AutoCloseable {

    public static final int MACHINES = 3;

    private static final String MANAGER = "RM1";
    private static final String GLOBAL_DETECTOR = "GFD1";

    /** For a process to stop when asked; whatever takes longer hangs. */
    private static final long STOP_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Launcher launcher;
    private final Network network;
    private final Path folder;
    private final ClusterFile description;

    /** The cluster file by which that site finds the others. */
    private final Map<String, Path> files;

    private final Map<String, Child> children = new TreeMap<>();
    private boolean closed;

    /** A process that this one started, and how. */
    private record Child(String command, Process process) {}

    private LocalCluster(
            Launcher launcher,
            Network network,
            Path folder,
            ClusterFile description,
            Map<String, Path> files) {
        this.launcher = launcher;
        this.network = network;
        this.folder = folder;
        this.description = description;
        this.files = files;
    }

    /**
     * In what a local cluster differs from one that says nothing of it.
     *
     * @param relaunch whether missing replicas are started, as they are at first
     * @param silence after which a replica or a machine is missed; empty for the suite's own limits
     * @param launch the words that start a replica; empty for the suite's own
     */
    public record Shape(boolean relaunch, Optional<Duration> silence, List<String> launch) {

        public static final Shape AS_SHIPPED = new Shape(true, Optional.empty(), List.of());

        /**
         * More patient: eight processes that start at once, on perhaps two cores, are silent at
         * times and yet alive.
         */
        public static final Shape USUAL = AS_SHIPPED.withSilence(Duration.ofSeconds(2));

        public Shape withoutRelaunch() {
            return new Shape(false, silence, launch);
        }

        public Shape withSilence(Duration limit) {
            return new Shape(relaunch, Optional.of(limit), launch);
        }

        public Shape withLaunch(List<String> words) {
            return new Shape(relaunch, silence, words);
        }
    }

    /** Writes the cluster file into a new folder; nothing runs yet. */
    public static LocalCluster prepare(Launcher launcher, Shape shape) throws IOException {
        return prepare(launcher, shape, Loopback.draw());
    }

    public static LocalCluster prepare(Launcher launcher, Shape shape, Network network)
            throws IOException {
        Path folder = Files.createTempDirectory("understudy-").toRealPath();
        Path file = folder.resolve("understudy.json");
        String text = text(network, shape, MANAGER);
        Files.writeString(file, text);
        Map<String, Path> files = new TreeMap<>();
        for (String site : sites()) {
            String told = text(network, shape, site);
            Path own = told.equals(text) ? file : folder.resolve(file.getFileName() + "." + site);
            Files.writeString(own, told);
            files.put(site, own);
        }
        return new LocalCluster(launcher, network, folder, ClusterFileLoader.load(file), files);
    }

    private static List<String> sites() {
        List<String> sites = new ArrayList<>(List.of(MANAGER, GLOBAL_DETECTOR));
        for (int number = 1; number <= MACHINES; number++) {
            sites.add("M" + number);
        }
        return sites;
    }

    /** Of a machine or replica. */
    static int numberOf(String name) {
        return Integer.parseInt(name.substring(1));
    }

    /** The cluster as that site sees it. */
    private static String text(Network network, Shape shape, String site) {
        StringBuilder machines = new StringBuilder();
        StringBuilder replicas = new StringBuilder();
        for (int number = 1; number <= MACHINES; number++) {
            String comma = number == 1 ? "" : ", ";
            String machine = "M" + number;
            machines.append(
                    String.format(
                            "%s{\"name\": \"%s\", \"host\": \"%s\"}",
                            comma, machine, network.hostSeenFrom(site, machine)));
            replicas.append(
                    String.format(
                            "%s{\"name\": \"S%d\", \"machine\": \"%s\"}", comma, number, machine));
        }
        return """
        {
          "cluster": "%s",
          "replicationManagers": [{"name": "%s", "host": "%s"}],
          "globalFaultDetectors": [{"name": "%s", "host": "%s"}],
          "machines": [%s],%s
          "groups": [{
            "name": "kv", "application": {"builtin": "kv"}, "relaunch": %b,%s%s
            "replicas": [%s]
          }]
        }
        """
                .formatted(
                        "local-" + network.host(MANAGER).replace('.', '-'),
                        MANAGER,
                        network.hostSeenFrom(site, MANAGER),
                        GLOBAL_DETECTOR,
                        network.hostSeenFrom(site, GLOBAL_DETECTOR),
                        machines,
                        shape.silence().map(LocalCluster::missedAfter).orElse(""),
                        shape.relaunch(),
                        shape.silence().map(LocalCluster::hungAfter).orElse(""),
                        shape.launch().isEmpty() ? "" : startedBy(shape.launch()),
                        replicas);
    }

    private static String missedAfter(Duration silence) {
        return "\n  \"detection\": {\"machines\": {\"timeout\": \"%dms\"}},"
                .formatted(silence.toMillis());
    }

    private static String startedBy(List<String> words) {
        return "\n    \"launch\": {\"command\": [\"%s\"]},".formatted(String.join("\", \"", words));
    }

    private static String hungAfter(Duration silence) {
        return "\n    \"heartbeat\": {\"timeout\": \"%dms\"}, \"viewTimeout\": \"%dms\","
                .formatted(silence.toMillis(), silence.multipliedBy(3).toMillis());
    }

    public ClusterFile description() {
        return description;
    }

    public Path folder() {
        return folder;
    }

    /** An address of its network that none of its processes has. */
    public String strangersHost() {
        return network.strangersHost();
    }

    /** The one group. */
    public String group() {
        return description.groups().get(0).name();
    }

    /** Starts the manager, the detectors and so, as the manager asks them to, the replicas. */
    public void startAll() throws IOException {
        start("rm", MANAGER);
        start("gfd", GLOBAL_DETECTOR);
        for (int number = 1; number <= MACHINES; number++) {
            start("lfd", "M" + number);
        }
    }

    /**
     * @param command of the launcher, such as {@code rm}
     * @param name of the process in the cluster file
     */
    public synchronized Process start(String command, String name) throws IOException {
        if (closed) {
            throw new IllegalStateException("the cluster is closed");
        }
        Files.createDirectories(description.logsFolder());
        Path said = description.logsFolder().resolve(name + ".out");
        String site = description.replica(name).map(ReplicaEntry::machine).orElse(name);
        List<String> words = new ArrayList<>(network.runAt(site));
        words.addAll(
                List.of(
                        launcher.script().toString(),
                        command,
                        name,
                        "--config",
                        files.get(site).toString()));
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                        .start();
        process.getOutputStream().close();
        children.put(name, new Child(command, process));
        return process;
    }

    /** Those that this one started, as last started, by their names. */
    public synchronized Map<String, Process> children() {
        Map<String, Process> processes = new TreeMap<>();
        children.forEach((name, child) -> processes.put(name, child.process()));
        return processes;
    }

    /** Starts again those that have ended since this one started them. */
    public synchronized void startAgain() throws IOException {
        for (Map.Entry<String, Child> each : new TreeMap<>(children).entrySet()) {
            if (!each.getValue().process().isAlive()) {
                start(each.getValue().command(), each.getKey());
            }
        }
    }

    /** Completes with the name of the first of the processes started so far that ends. */
    public synchronized CompletableFuture<String> firstEnd() {
        CompletableFuture<String> first = new CompletableFuture<>();
        children().forEach((name, child) -> child.onExit().thenRun(() -> first.complete(name)));
        return first;
    }

    /** Everything that runs for this cluster now. What has ended has no command line any more. */
    public List<ProcessHandle> running() {
        String mark = description.file().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
    }

    /** Ends everything; returns once nothing of it runs any more. */
    @Override
    public synchronized void close() {
        closed = true;
        // Those that start others go first, else there would be no end of it.
        end(() -> children().values().stream().filter(Process::isAlive).map(Process::toHandle));
        end(() -> running().stream());
        network.close();
    }

    /** Also removes what the cluster wrote. */
    public synchronized void closeAndForget() {
        close();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks all of them to stop, and ends those that do not; SIGKILL also reaches a process that is
     * stopped.
     *
     * <p>Looks for their end itself: the JDK does so only every few hundred milliseconds where a
     * process is no child.
     */
    private static void end(Supplier<Stream<ProcessHandle>> processes) {
        processes.get().forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_NANOS_MAX;
        while (processes.get().findAny().isPresent()) {
            if (System.nanoTime() - deadline > 0) {
                processes.get().forEach(ProcessHandle::destroyForcibly);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
