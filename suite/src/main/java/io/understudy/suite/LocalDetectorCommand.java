package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.MachineEntry;
import io.understudy.localdetector.node.LocalDetectorNode;
import io.understudy.runtime.Exit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Runs a machine's local fault detector, which watches and starts its replicas. */
@Command(
        name = "lfd",
        description =
                "Runs a machine's local fault detector, which watches and starts its replicas.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ctrl-C or SIGTERM stops it in good order.",
            "",
            "Examples:",
            "  understudy lfd M1",
            "  understudy lfd M1 --config cluster.json"
        })
final class LocalDetectorCommand extends RoleCommand {

    @Override
    String kind() {
        return "machine";
    }

    @Override
    Stream<String> names(ClusterFile cluster) {
        return cluster.machines().stream().map(MachineEntry::name);
    }

    @Override
    int run(ClusterFile cluster, String name) {
        LocalDetectorNode node = LocalDetectorNode.startRehearsed(cluster, name);
        return Exit.awaitEnd(node::close, node.ended());
    }
}
