package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is run to start a replica. */
final class LaunchCommand {

    /** Set by the suite's launcher script to its own path. */
    static final String LAUNCHER_PROPERTY = "understudy.launcher";

    /**
     * Each starts a program where Ctrl-C on the detector's terminal does not reach it: a detector
     * may be stopped and started again while its replicas serve on. The first one that is there is
     * taken; without any they are stopped too.
     *
     * <p>A process group of its own is enough for that. A session of its own is more than is good:
     * Linux shares the processors out between sessions first (sched_autogroup), and there a replica
     * that has just begun, with compilers that are to stand back behind whoever serves, stands back
     * behind nobody.
     */
    private static final List<List<String>> APART =
            List.of(
                    List.of(
                            "/usr/bin/perl",
                            "-e",
                            "setpgrp; exec {$ARGV[0]} @ARGV or die $!",
                            "--"),
                    List.of("/usr/bin/setsid"),
                    List.of("/bin/setsid"));

    private final ClusterFile cluster;
    private final Optional<String> launcher;

    LaunchCommand(ClusterFile cluster, Optional<String> launcher) {
        this.cluster = cluster;
        this.launcher = launcher;
    }

    /** Empty where neither the group nor the suite's launcher says how. */
    Optional<List<String>> of(Launch launch, String replica) {
        List<String> command =
                launch.command().isEmpty()
                        ? launcher.map(
                                        script ->
                                                List.of(
                                                        script,
                                                        "replica",
                                                        "{name}",
                                                        "--config",
                                                        "{config}"))
                                .orElse(List.of())
                        : launch.command();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        APART.stream()
                .filter(way -> Files.isExecutable(Path.of(way.get(0))))
                .findFirst()
                .ifPresent(words::addAll);
        String file = cluster.file().toString();
        for (String word : command) {
            words.add(word.replace("{name}", replica).replace("{config}", file));
        }
        return Optional.of(words);
    }
}
