package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.file.BadClusterFile;
import io.understudy.config.file.ClusterFileFinder;
import io.understudy.config.file.ClusterFileLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which cluster a command is about. */
final class ClusterOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The cluster file (default: understudy.json in the working folder, else"
                            + " config/local.json of the suite).")
    private Path file;

    /** The group meant by a command that has no {@code --group}, or by that option. */
    static GroupEntry group(ClusterFile cluster, String name) {
        List<GroupEntry> groups = cluster.groups();
        if (name == null && groups.size() == 1) {
            return groups.get(0);
        }
        String known = groups.stream().map(GroupEntry::name).collect(Collectors.joining(", "));
        if (name == null) {
            throw Failed.usage(
                    List.of("there are several groups: choose one by --group; there are " + known));
        }
        return cluster.group(name)
                .orElseThrow(
                        () -> Failed.usage(List.of("no group " + name + "; there are " + known)));
    }

    ClusterFile load() {
        try {
            return ClusterFileLoader.load(
                    ClusterFileFinder.find(
                            Optional.ofNullable(file), Path.of(""), Launcher.suiteFolder()));
        } catch (BadClusterFile bad) {
            throw Failed.usage(bad.lines());
        }
    }
}
