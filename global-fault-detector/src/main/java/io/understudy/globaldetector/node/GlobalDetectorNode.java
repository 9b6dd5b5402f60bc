package io.understudy.globaldetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.globaldetector.GlobalDetector;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToGlobalDetector;
import io.understudy.runtime.Epoch;
import io.understudy.runtime.Node;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A global fault detector as a process. */
public final class GlobalDetectorNode implements AutoCloseable {

    private final Node<GlobalDetector.Alarm> node;
    private final GlobalDetector detector;

    private GlobalDetectorNode(Node<GlobalDetector.Alarm> node, GlobalDetector detector) {
        this.node = node;
        this.detector = detector;
    }

    /**
     * @throws io.understudy.runtime.BindFailed if its door is taken
     */
    public static GlobalDetectorNode start(ClusterFile cluster, String name) {
        GlobalDetectorEntry entry = cluster.globalDetector(name).orElseThrow();
        long epoch = Epoch.next(cluster.dataFolder().resolve(name), System.currentTimeMillis());
        Node<GlobalDetector.Alarm> node =
                Node.open(NodeId.globalDetector(name), cluster, GlobalDetector.Alarm.class);
        GlobalDetectorNode started =
                new GlobalDetectorNode(
                        node,
                        new GlobalDetector(GlobalDetector.Settings.of(cluster, epoch), node.env()));
        try {
            node.listen(entry.host().bind(), entry.port(), Set.of(Role.LOCAL_DETECTOR));
        } catch (RuntimeException taken) {
            node.close();
            throw taken;
        }
        node.onOpened(started.detector::onReached);
        node.start(started.detector::start, started::receive, started.detector::onAlarm);
        return started;
    }

    private void receive(Message message, NodeId from) {
        if (message instanceof ToGlobalDetector known) {
            known.deliverTo(detector, from);
        } else {
            node.env().ignored(message, from, "not for a global detector");
        }
    }

    public Node<GlobalDetector.Alarm> node() {
        return node;
    }

    public CompletableFuture<Void> ended() {
        return node.ended();
    }

    @Override
    public void close() {
        node.close();
    }
}
