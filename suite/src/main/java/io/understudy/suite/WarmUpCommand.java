package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.globaldetector.node.GlobalDetectorNode;
import io.understudy.localdetector.node.LocalDetectorNode;
import io.understudy.manager.node.ManagerNode;
import io.understudy.replica.node.ReplicaNode;
import io.understudy.suite.local.LocalCluster;
import io.understudy.suite.local.ViewFeed;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;

/**
 * Uses once, all in this process, what the starts of every process use, so that the launcher can
 * keep the classes for them.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

    /** Whatever has not happened by then is loaded the slow way. */
    private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Override
    public Integer call() throws IOException {
        Understudy.commandLine().getUsageMessage();
        LocalCluster cluster =
                LocalCluster.prepare(Launcher.ours(), LocalCluster.Shape.USUAL.withoutRelaunch());
        ClusterFile file = cluster.description();
        ManagerNode manager = ManagerNode.startRehearsed(file, "RM1");
        GlobalDetectorNode detector = GlobalDetectorNode.start(file, "GFD1");
        // Of a machine without the replica, which is this very process: it could be taken for a
        // hung one.
        LocalDetectorNode machine = LocalDetectorNode.startRehearsed(file, "M2");
        ReplicaNode replica = ReplicaNode.start(file, "S1");
        ViewFeed feed = new ViewFeed(cluster);
        long begin = System.nanoTime();
        while (!allHear(file) && System.nanoTime() - begin < NANOS_MAX) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        feed.close();
        replica.close();
        machine.close();
        detector.close();
        manager.close();
        manager.ended().join();
        cluster.closeAndForget();
        return ExitCodes.DONE;
    }

    private static boolean allHear(ClusterFile file) {
        String status = ManagerStatus.ask(file);
        StatusText.of(status, null);
        return Status.parse(status).hearsDetector("GFD1");
    }
}
