package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.localdetector.LocalDetector;
import io.understudy.localdetector.LocalDetector.Alarm;
import io.understudy.localdetector.Processes;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToLocalDetector;
import io.understudy.runtime.Epoch;
import io.understudy.runtime.FolderLock;
import io.understudy.runtime.Node;
import io.understudy.runtime.Rehearsing;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A local fault detector on a real machine.
 *
 * <p>When it is closed its replicas go on: they are in service, and the next detector of this
 * machine takes them over. Who wants them stopped stops them.
 */
public final class LocalDetectorNode implements AutoCloseable {

    private final Node<Alarm> node;
    private final MachineProcesses processes;
    private final LocalDetector core;
    private final CompletableFuture<Void> ended;

    /**
     * A process of its own, which is to be quick when it counts.
     *
     * @throws IllegalArgumentException if the cluster has no such machine
     * @throws io.understudy.runtime.FolderInUse if a detector of that machine runs already
     */
    public static LocalDetectorNode startRehearsed(ClusterFile cluster, String machine) {
        Rehearsal.play(cluster, machine);
        LocalDetectorNode started = start(cluster, machine);
        Rehearsing.start(started.node, machine, () -> Rehearsal.play(cluster, machine));
        return started;
    }

    /**
     * One of many in a JVM that does other things, too.
     *
     * @throws IllegalArgumentException if the cluster has no such machine
     * @throws io.understudy.runtime.FolderInUse if a detector of that machine runs already
     */
    public static LocalDetectorNode start(ClusterFile cluster, String machine) {
        return start(cluster, machine, tell -> new LocalProcesses(cluster, machine, tell));
    }

    /**
     * @param source has the processes that this detector watches
     * @throws IllegalArgumentException if the cluster has no such machine
     * @throws io.understudy.runtime.FolderInUse if a detector of that machine runs already
     */
    public static LocalDetectorNode start(
            ClusterFile cluster, String machine, MachineProcesses.Source source) {
        FolderLock lock = FolderLock.take(cluster.dataFolder().resolve(machine));
        try {
            LocalDetectorNode detector = new LocalDetectorNode(cluster, machine, source, lock);
            detector.begin();
            return detector;
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private LocalDetectorNode(
            ClusterFile cluster, String machine, MachineProcesses.Source source, FolderLock lock) {
        Path folder = cluster.dataFolder().resolve(machine);
        boolean firstLife = Epoch.isFirst(folder);
        long epoch = Epoch.next(folder, System.currentTimeMillis());
        LocalDetector.Settings settings =
                new LocalDetector.Settings(
                        cluster, machine, epoch, Settling.of(cluster, machine, firstLife));
        node = Node.open(NodeId.localDetector(machine), cluster, Alarm.class);
        processes = source.open(this::tell);
        core = new LocalDetector(settings, node.env(), processes);
        // Not before: an event of the core may still ask for a start.
        ended = node.ended().thenRun(processes::close).thenRun(lock::close);
    }

    private void tell(Consumer<Processes.Events> event) {
        node.run(() -> event.accept(core));
    }

    private void begin() {
        node.onClosed(core::onConnectionClosed);
        node.start(core::start, this::deliver, core::onAlarm);
    }

    private void deliver(Message message, NodeId from) {
        if (message instanceof ToLocalDetector known) {
            known.deliverTo(core, from);
        } else {
            node.env().ignored(message, from, "not for a local detector");
        }
    }

    @Override
    public void close() {
        node.run(core::onEnd);
        node.close();
    }

    /** Completes when it was closed, and another one may start. */
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
