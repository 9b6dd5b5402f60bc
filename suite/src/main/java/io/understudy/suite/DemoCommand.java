package io.understudy.suite;

import io.understudy.suite.demo.Demo;
import io.understudy.suite.local.LocalCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows in a few seconds what the suite is for. */
@Command(
        name = "demo",
        description = {
            "Starts a cluster on this machine, kills its primary, and shows what came of it.",
            "Leaves nothing running and, if all went well, no file."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  understudy demo"})
final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        long begin = System.nanoTime();
        LocalClusterRun.play(LocalCluster.Shape.USUAL, cluster -> new Demo(cluster, out).play());
        out.printf(
                "%nAll of it has been ended again. That took %d s.%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        out.flush();
        return ExitCodes.DONE;
    }
}
