package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.globaldetector.node.GlobalDetectorNode;
import io.understudy.runtime.Exit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Runs a global fault detector, which watches the machines. */
@Command(
        name = "gfd",
        description = "Runs a global fault detector, which watches the machines.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ctrl-C or SIGTERM stops it in good order.",
            "",
            "Examples:",
            "  understudy gfd GFD1",
            "  understudy gfd GFD1 --config cluster.json"
        })
final class GlobalDetectorCommand extends RoleCommand {

    @Override
    String kind() {
        return "global fault detector";
    }

    @Override
    Stream<String> names(ClusterFile cluster) {
        return cluster.globalFaultDetectors().stream().map(GlobalDetectorEntry::name);
    }

    @Override
    int run(ClusterFile cluster, String name) {
        GlobalDetectorNode node = GlobalDetectorNode.start(cluster, name);
        return Exit.awaitEnd(node::close, node.ended());
    }
}
