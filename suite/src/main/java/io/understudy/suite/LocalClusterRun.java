package io.understudy.suite;

import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.RunFailed;
import java.io.IOException;

/**
 * Does something with a cluster of real processes on this machine, and leaves nothing of it behind,
 * also when it is stopped half way; only if it failed its logs stay.
 */
final class LocalClusterRun {

    /** What is done. */
    interface Play {
        void play(LocalCluster cluster) throws IOException, InterruptedException;
    }

    private LocalClusterRun() {}

    static void play(LocalCluster.Shape shape, Play play) throws IOException, InterruptedException {
        LocalCluster cluster = LocalCluster.prepare(Launcher.ours(), shape);
        Thread cleaner = new Thread(cluster::closeAndForget, "cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            play.play(cluster);
            cluster.closeAndForget();
            unhook(cleaner);
        } catch (RunFailed | Failed failed) {
            cluster.close();
            unhook(cleaner);
            throw Failed.failed(
                    failed.getMessage()
                            + "; the logs are in "
                            + cluster.description().logsFolder());
        }
    }

    /** Does not return if the user has stopped us: then the cleaner is at work already. */
    private static void unhook(Thread cleaner) throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException stopping) {
            Thread.currentThread().join();
        }
    }
}
