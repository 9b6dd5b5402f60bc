package io.understudy.suite;

import io.understudy.protocol.kv.KvOperation;
import io.understudy.suite.ServiceOption.DurationConverter;
import io.understudy.suite.bench.CheckpointBench;
import io.understudy.suite.bench.FailoverBench;
import io.understudy.suite.bench.ThroughputBench;
import io.understudy.suite.local.LocalCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
        name = "bench",
        description = {
            "Measures a cluster of its own on this machine: how many writes it acknowledges while"
                    + " each client has one request under way.",
            "Leaves nothing running and, if all went well, no file."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  understudy bench",
            "  understudy bench --clients 200 --value 1000 --measure 30s",
            "  understudy bench failover --kills 50",
            "  UNDERSTUDY_HEAP=2g understudy bench failover --kills 50",
            "  understudy bench checkpoint --megabytes 200",
            "  UNDERSTUDY_HEAP=2500m understudy bench checkpoint"
        })
final class BenchCommand implements Callable<Integer> {

    private static final int CLIENTS_MAX = 1_000;
    private static final int MEGABYTES_MAX = 100_000;
    private static final int RATE_MAX = 20_000;
    private static final int KEYS_MAX = 1_000_000_000;

    /** How long writes are measured without anything that happens. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    private static final int KILLS_MAX = 10_000;

    @Spec private CommandSpec command;

    @Option(
            names = "--clients",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "How many clients (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--value",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "What each puts under a key (default: ${DEFAULT-VALUE}).")
    private int valueBytes;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "40s",
            converter = DurationConverter.class,
            description = "What is not measured (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    @Option(
            names = "--measure",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "What is (default: ${DEFAULT-VALUE}).")
    private Duration measured;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require("--clients", clients, CLIENTS_MAX);
        require("--value", valueBytes, KvOperation.VALUE_BYTES_MAX);
        if (measured.isZero()) {
            throw Failed.usage(List.of("--measure is 0s; want some time"));
        }
        ThroughputBench.Load load = new ThroughputBench.Load(clients, valueBytes, warmUp, measured);
        LocalClusterRun.play(
                LocalCluster.Shape.USUAL,
                cluster -> new ThroughputBench(cluster, command.commandLine().getOut()).play(load));
        return ExitCodes.DONE;
    }

    @Command(
            name = "failover",
            description = {
                "Kills the primary again and again, and says how long clients had no answer.",
                "Three clients send a request each millisecond or, if it takes longer, when the one"
                        + " before is answered. Before each kill they have 4,000 answers each, and the"
                        + " one that was killed is a member again: some eight seconds a kill on a"
                        + " quiet machine, seven minutes for fifty, and several times that on a busy"
                        + " one. Each kill is a line, with the time that is left at the pace so far."
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
        require("--kills", kills, KILLS_MAX);
        LocalClusterRun.play(
                LocalCluster.Shape.USUAL,
                cluster -> new FailoverBench(cluster, command.commandLine().getOut()).play(kills));
        return ExitCodes.DONE;
    }

    @Command(
            name = "checkpoint",
            description = {
                "Fills the state, kills a backup, and says how much longer writes take while the one"
                        + " that is started instead is sent all of it.",
                "Each replica needs about twice that much memory; what UNDERSTUDY_HEAP says is taken when"
                        + " it starts, and not page by page while it collects garbage."
            },
            mixinStandardHelpOptions = true)
    int checkpoint(
            @Option(
                            names = "--megabytes",
                            paramLabel = "COUNT",
                            defaultValue = "1000",
                            description = "Of values in the state (default: ${DEFAULT-VALUE}).")
                    int megabytes,
            @Option(
                            names = "--value",
                            paramLabel = "BYTES",
                            defaultValue = "1000",
                            description = "Of each value (default: ${DEFAULT-VALUE}).")
                    int bytes,
            @Option(
                            names = "--rate",
                            paramLabel = "COUNT",
                            defaultValue = "1000",
                            description = "Writes a second (default: ${DEFAULT-VALUE}).")
                    int rate)
            throws IOException, InterruptedException {
        require("--megabytes", megabytes, MEGABYTES_MAX);
        require("--value", bytes, KvOperation.VALUE_BYTES_MAX);
        require("--rate", rate, RATE_MAX);
        int keys = (int) Math.max(1, Math.min(KEYS_MAX, megabytes * 1_000_000L / bytes));
        CheckpointBench.Load load = new CheckpointBench.Load(keys, bytes, rate, USUAL);
        LocalClusterRun.play(
                LocalCluster.Shape.USUAL,
                cluster -> new CheckpointBench(cluster, command.commandLine().getOut()).play(load));
        return ExitCodes.DONE;
    }

    private static void require(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw Failed.usage(List.of(option + " is " + value + "; want 1 to " + max));
        }
    }
}
