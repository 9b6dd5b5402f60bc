package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.ReplicaEntry;
import io.understudy.replica.node.ReplicaNode;
import io.understudy.runtime.Exit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Runs a replica; usually its machine's detector does that. */
@Command(
        name = "replica",
        description = "Runs a replica; usually its machine's detector does that.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ctrl-C or SIGTERM stops it in good order.",
            "",
            "Examples:",
            "  understudy replica S1",
            "  understudy replica S1 --config cluster.json"
        })
final class ReplicaCommand extends RoleCommand {

    @Override
    String kind() {
        return "replica";
    }

    @Override
    Stream<String> names(ClusterFile cluster) {
        return cluster.groups().stream()
                .flatMap(group -> group.replicas().stream())
                .map(ReplicaEntry::name);
    }

    @Override
    int run(ClusterFile cluster, String name) {
        ReplicaNode node = ReplicaNode.start(cluster, name);
        int exitCode = Exit.awaitEnd(node::close, node.ended());
        node.refusal()
                .ifPresent(
                        reason -> {
                            throw Failed.failed(name + " may not run: " + reason);
                        });
        return exitCode;
    }
}
