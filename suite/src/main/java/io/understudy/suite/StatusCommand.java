package io.understudy.suite;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the cluster as its manager sees it. */
@Command(
        name = "status",
        description = "Shows who serves, who is missing, and why the views changed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 if no replication manager answers. A group that does not help itself",
            "(waiting, lost or blocked) has a line that says why, and what you can do.",
            "",
            "Examples:",
            "  understudy status",
            "  understudy status --group kv",
            "  understudy status --json --config cluster.json"
        })
final class StatusCommand implements Callable<Integer> {

    @Mixin private ClusterOption cluster;

    @Option(names = "--json", description = "As the manager tells it, for other programs.")
    private boolean json;

    @Option(names = "--group", paramLabel = "NAME", description = "Only this group.")
    private String group;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        var file = cluster.load();
        if (group != null) {
            ClusterOption.group(file, group);
        }
        String status = ManagerStatus.ask(file);
        PrintWriter out = command.commandLine().getOut();
        out.print(json ? status.stripTrailing() + "\n" : StatusText.of(status, group));
        out.flush();
        return ExitCodes.DONE;
    }
}
