package io.understudy.localdetector.node;

import io.understudy.protocol.LocalReport;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.runtime.Node;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A manager or global detector that only listens to what a local detector reports. */
final class Listener implements AutoCloseable {

    private enum Alarm {
        HEARTBEAT
    }

    private static final NodeId DETECTOR = NodeId.localDetector(TestCluster.MACHINE);

    private final Node<Alarm> node;
    private final BlockingQueue<LocalReport> reports = new LinkedBlockingQueue<>();
    private long count = 0;

    private Listener(NodeId self, TestCluster cluster, int port) {
        node = Node.open(self, cluster.file(), Alarm.class);
        node.listen("127.0.0.1", port, Set.of(Role.LOCAL_DETECTOR, Role.REPLICA));
    }

    static Listener manager(TestCluster cluster) {
        Listener manager = new Listener(NodeId.manager("RM1"), cluster, cluster.managerPort());
        manager.node.start(() -> {}, manager::onMessage, alarm -> {});
        return manager;
    }

    /** Sends heartbeats, as a global detector does. */
    static Listener globalDetector(TestCluster cluster) {
        Listener global =
                new Listener(NodeId.globalDetector("GFD1"), cluster, cluster.globalPort());
        global.node.start(global::heartbeat, global::onMessage, alarm -> global.heartbeat());
        return global;
    }

    private void heartbeat() {
        count++;
        node.env().send(DETECTOR, new MachineHeartbeat(count));
        node.env().setAlarm(Alarm.HEARTBEAT, 100_000);
    }

    private void onMessage(Message message, NodeId from) {
        if (message instanceof LocalReport report) {
            reports.add(report);
        }
    }

    void want(String replica) {
        StartReplica start = new StartReplica(TestCluster.GROUP, replica);
        node.run(() -> node.env().send(DETECTOR, start));
    }

    /** Waits for a report of which that is true; the test's own limit ends a vain wait. */
    LocalReport await(Predicate<LocalReport> wanted) throws InterruptedException {
        while (true) {
            LocalReport report = reports.take();
            if (wanted.test(report)) {
                return report;
            }
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
