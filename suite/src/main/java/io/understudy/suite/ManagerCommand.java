package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.ManagerEntry;
import io.understudy.manager.node.DamagedRecord;
import io.understudy.manager.node.ManagerNode;
import io.understudy.runtime.Exit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Runs a replication manager, which decides the views. */
@Command(
        name = "rm",
        description = "Runs a replication manager, which decides the views.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ctrl-C or SIGTERM stops it in good order.",
            "",
            "Examples:",
            "  understudy rm RM1",
            "  understudy rm RM1 --config cluster.json"
        })
final class ManagerCommand extends RoleCommand {

    @Override
    String kind() {
        return "replication manager";
    }

    @Override
    Stream<String> names(ClusterFile cluster) {
        return cluster.replicationManagers().stream().map(ManagerEntry::name);
    }

    @Override
    int run(ClusterFile cluster, String name) {
        try {
            ManagerNode node = ManagerNode.startRehearsed(cluster, name);
            return Exit.awaitEnd(node::close, node.ended());
        } catch (DamagedRecord damaged) {
            throw Failed.failed(damaged.getMessage());
        }
    }
}
