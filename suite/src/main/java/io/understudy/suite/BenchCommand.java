package io.understudy.suite;

import io.understudy.suite.bench.FailoverBench;
import io.understudy.suite.local.LocalCluster;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
        name = "bench",
        description = "Measures a cluster of its own on this machine.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  understudy bench failover --kills 50"})
final class BenchCommand {

    private static final int KILLS_MAX = 10_000;

    @Spec private CommandSpec command;

    @Command(
            name = "failover",
            description = {
                "Kills the primary again and again, and says how long clients had no answer.",
                "Three clients send a request each millisecond or, if it takes longer, when the one"
                        + " before is answered."
            },
            mixinStandardHelpOptions = true)
    int failover(
            @Option(
                            names = "--kills",
                            paramLabel = "COUNT",
                            defaultValue = "50",
                            description = "How many (default: ${DEFAULT-VALUE}).")
                    int kills)
            throws IOException, InterruptedException {
        if (kills < 1 || kills > KILLS_MAX) {
            throw Failed.usage(List.of("--kills is " + kills + "; want 1 to " + KILLS_MAX));
        }
        LocalClusterRun.play(
                LocalCluster.Shape.USUAL,
                cluster -> new FailoverBench(cluster, command.commandLine().getOut()).play(kills));
        return ExitCodes.DONE;
    }
}
