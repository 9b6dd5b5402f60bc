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
     * Starts a program in a session of its own, where Ctrl-C on the detector's terminal does not
     * reach it: a detector may be stopped and started again while its replicas serve on. Without it
     * they are stopped too.
     */
    private static final List<Path> SETSID =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

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
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .ifPresent(words::add);
        String file = cluster.file().toString();
        for (String word : command) {
            words.add(word.replace("{name}", replica).replace("{config}", file));
        }
        return Optional.of(words);
    }
}
