package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToReplica;
import io.understudy.runtime.Node;
import io.understudy.runtime.StartTime;
import java.security.SecureRandom;
import java.util.Set;

/** A process that registers as a replica and answers heartbeats, and does nothing else. */
final class StandIn {

    private enum Alarm {
        NONE
    }

    private final Node<Alarm> node;
    private final ReplicaId self;
    private long progress = 0;

    private StandIn(Node<Alarm> node, ReplicaId self) {
        this.node = node;
        this.self = self;
    }

    public static void main(String[] arguments) {
        ReplicaId self = new ReplicaId(arguments[0], new SecureRandom().nextLong());
        ClusterFile cluster = TestCluster.parse(arguments[1]).file();
        Node<Alarm> node = Node.open(self.node(), cluster, Alarm.class);
        StandIn standIn = new StandIn(node, self);
        int port = cluster.replica(self.name()).orElseThrow().ports().heartbeat();
        node.listen("127.0.0.1", port, Set.of(Role.LOCAL_DETECTOR));
        node.onOpened(standIn::register);
        node.start(() -> {}, standIn::onMessage, alarm -> {});
    }

    private void register(NodeId peer) {
        if (peer.role() == Role.LOCAL_DETECTOR) {
            long pid = ProcessHandle.current().pid();
            long startTime = StartTime.of(pid).orElseThrow();
            node.env().send(peer, new Register(TestCluster.GROUP, self, pid, startTime));
        }
    }

    private void onMessage(Message message, NodeId from) {
        if (message instanceof ToReplica.Heartbeat heartbeat) {
            progress++;
            HeartbeatAnswer answer = new HeartbeatAnswer(self, heartbeat.count(), progress, true);
            node.env().send(from, answer);
        }
    }
}
