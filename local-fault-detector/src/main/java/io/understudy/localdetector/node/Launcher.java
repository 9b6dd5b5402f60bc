package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.runtime.Logs;
import io.understudy.runtime.StartTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Starts replicas as plain child processes, each with a file for what it says beside its log: what
 * the JVM, a launch command or an application print.
 *
 * <p>They outlive this detector, however it ends: it must be possible to start a new one without an
 * interruption of the service. The next detector takes them over when they register.
 */
final class Launcher implements AutoCloseable {

    private static final File NOTHING = new File("/dev/null");

    private final ClusterFile cluster;
    private final LaunchCommand command;
    private final Consumer<Consumer<Processes.Events>> tell;

    /** Starting a process takes milliseconds, which would stop all heartbeats. */
    private final ExecutorService executor;

    Launcher(
            String name,
            ClusterFile cluster,
            LaunchCommand command,
            Consumer<Consumer<Processes.Events>> tell) {
        this.cluster = cluster;
        this.command = command;
        this.tell = tell;
        this.executor =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void launch(String group, String replica) {
        executor.execute(() -> start(cluster.group(group).orElseThrow(), replica));
    }

    private void start(GroupEntry group, String replica) {
        Optional<List<String>> words = command.of(group.launch(), replica);
        if (words.isEmpty()) {
            failed(
                    replica,
                    "the group has no launch command, and the suite's launcher is not known");
            return;
        }
        try {
            started(replica, process(words.get(), replica));
        } catch (IOException | RuntimeException refused) {
            // Of any kind: a start that nobody hears the end of would stand in the way of all
            // others.
            failed(replica, String.valueOf(refused.getMessage()));
        }
    }

    private Process process(List<String> words, String replica) throws IOException {
        Path logs = Files.createDirectories(cluster.logsFolder());
        File output = logs.resolve(replica + ".out").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(cluster.file().toAbsolutePath().getParent().toFile())
                        .redirectInput(NOTHING)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                        .redirectErrorStream(true);
        // What it logs has a file of its own, which is kept from growing for ever.
        builder.environment().put(Logs.CONSOLE, Logs.OFF);
        return builder.start();
    }

    private void started(String replica, Process process) {
        OptionalLong startTime = StartTime.of(process.pid());
        if (startTime.isEmpty()) {
            failed(replica, "ended at once");
            return;
        }
        ProcessId id = new ProcessId(process.pid(), startTime.getAsLong());
        tell.accept(events -> events.onLaunched(replica, id));
        process.onExit()
                .thenAccept(
                        ended -> {
                            int code = ended.exitValue();
                            String cause = "exited with code " + code;
                            tell.accept(events -> events.onProcessEnded(id, cause));
                            tell.accept(events -> events.onExitCode(replica, id, code));
                        });
    }

    private void failed(String replica, String reason) {
        tell.accept(events -> events.onLaunchFailed(replica, reason));
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
