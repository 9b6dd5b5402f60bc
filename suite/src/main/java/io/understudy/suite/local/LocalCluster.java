package io.understudy.suite.local;

import io.understudy.config.ClusterFile;
import io.understudy.config.Defaults;
import io.understudy.config.file.ClusterFileLoader;
import io.understudy.suite.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A whole cluster on this machine, as real processes in a folder and on a loopback network of its
 * own: a manager and a global detector on host 1, and three machines with a replica each.
 *
 * <p>Closing it ends every process that belongs to it. Those that this one did not start itself, as
 * the replicas, are known by the cluster file that their command line names: no other cluster has
 * that file, so nothing else can be hit, and nothing is missed, whoever is its parent by then.
 */
public final class LocalCluster implements AutoCloseable {

    public static final int MACHINES = 3;

    /** For a process to stop when asked; whatever takes longer hangs. */
    private static final long STOP_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Launcher launcher;
    private final Loopback network;
    private final Path folder;
    private final ClusterFile description;
    private final Map<String, Child> children = new TreeMap<>();
    private boolean closed;

    /** A process that this one started, and how. */
    private record Child(String command, Process process) {}

    private LocalCluster(
            Launcher launcher, Loopback network, Path folder, ClusterFile description) {
        this.launcher = launcher;
        this.network = network;
        this.folder = folder;
        this.description = description;
    }

    /**
     * In what a local cluster differs from one that says nothing of it.
     *
     * @param relaunch whether missing replicas are started, as they are at first
     * @param silence after which a replica or a machine is missed. Longer than usual: eight
     *     processes that start at once, on perhaps two cores, are silent at times and yet alive
     */
    public record Shape(boolean relaunch, Duration silence) {

        public static final Shape USUAL = new Shape(true, Duration.ofSeconds(2));

        public Shape withoutRelaunch() {
            return new Shape(false, silence);
        }

        public Shape withSilence(Duration limit) {
            return new Shape(relaunch, limit);
        }
    }

    /** Writes the cluster file into a new folder; nothing runs yet. */
    public static LocalCluster prepare(Launcher launcher, Shape shape) throws IOException {
        Loopback network = Loopback.draw(Defaults.MANAGER_PORT);
        Path folder = Files.createTempDirectory("understudy-").toRealPath();
        Path file = folder.resolve("understudy.json");
        Files.writeString(file, text(network, shape));
        return new LocalCluster(launcher, network, folder, ClusterFileLoader.load(file));
    }

    private static String text(Loopback network, Shape shape) {
        StringBuilder machines = new StringBuilder();
        StringBuilder replicas = new StringBuilder();
        for (int number = 1; number <= MACHINES; number++) {
            String comma = number == 1 ? "" : ", ";
            machines.append(
                    String.format(
                            "%s{\"name\": \"M%d\", \"host\": \"%s\"}",
                            comma, number, network.host(1 + number)));
            replicas.append(
                    String.format(
                            "%s{\"name\": \"S%d\", \"machine\": \"M%d\"}", comma, number, number));
        }
        return """
        {
          "cluster": "local-%d-%d",
          "replicationManagers": [{"name": "RM1", "host": "%s"}],
          "globalFaultDetectors": [{"name": "GFD1", "host": "%s"}],
          "machines": [%s],
          "detection": {"machines": {"timeout": "%dms"}},
          "groups": [{
            "name": "kv", "application": {"builtin": "kv"}, "relaunch": %b,
            "heartbeat": {"timeout": "%dms"}, "viewTimeout": "%dms",
            "replicas": [%s]
          }]
        }
        """
                .formatted(
                        network.first(),
                        network.second(),
                        network.host(1),
                        network.host(1),
                        machines,
                        shape.silence().toMillis(),
                        shape.relaunch(),
                        shape.silence().toMillis(),
                        shape.silence().multipliedBy(3).toMillis(),
                        replicas);
    }

    public ClusterFile description() {
        return description;
    }

    public Path folder() {
        return folder;
    }

    /** An address of its network that none of its processes has. */
    public String strangersHost() {
        return network.host(MACHINES + 2);
    }

    /** The one group. */
    public String group() {
        return description.groups().get(0).name();
    }

    /** Starts the manager, the detectors and so, as the manager asks them to, the replicas. */
    public void startAll() throws IOException {
        start("rm", "RM1");
        start("gfd", "GFD1");
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
        Process process =
                new ProcessBuilder(
                                launcher.script().toString(),
                                command,
                                name,
                                "--config",
                                description.file().toString())
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
