package io.understudy.replica.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToReplica;
import io.understudy.replica.Replica;
import io.understudy.runtime.BindFailed;
import io.understudy.runtime.Node;
import io.understudy.runtime.StartTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A replica as a process. */
public final class ReplicaNode implements AutoCloseable {

    /**
     * How long a door may still belong to this replica's predecessor. After a kill the kernel frees
     * a process's memory before it closes its sockets; with many gigabytes that takes seconds.
     */
    private static final long DOORS_FREE_WITHIN_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();

    private final Node<Replica.Alarm> node;
    private final Replica replica;

    /** Why this replica ended itself, if it did. */
    private volatile Optional<String> refusal = Optional.empty();

    private ReplicaNode(ClusterFile cluster, String name, Node<Replica.Alarm> node) {
        this.node = node;
        long pid = ProcessHandle.current().pid();
        long startTime = StartTime.of(pid).orElse(0);
        this.replica =
                new Replica(
                        Replica.Settings.of(cluster, name, pid, startTime), node.env(), this::end);
    }

    /**
     * @throws BindFailed if one of its doors is taken
     */
    public static ReplicaNode start(ClusterFile cluster, String name) {
        ReplicaEntry entry = cluster.replica(name).orElseThrow();
        String bind = cluster.machine(entry.machine()).orElseThrow().host().bind();
        Node<Replica.Alarm> node = Node.open(NodeId.replica(name), cluster, Replica.Alarm.class);
        try {
            listen(node, bind, entry.ports().heartbeat());
            listen(node, bind, entry.ports().replicas());
        } catch (BindFailed taken) {
            node.close();
            throw taken;
        }
        ReplicaNode started = new ReplicaNode(cluster, name, node);
        node.onOpened(started.replica::onReached);
        node.start(started.replica::start, started::receive, started.replica::onAlarm);
        return started;
    }

    private static void listen(Node<?> node, String bind, int port) {
        long begin = System.nanoTime();
        while (true) {
            try {
                node.listen(bind, port);
                return;
            } catch (BindFailed taken) {
                if (System.nanoTime() - begin > DOORS_FREE_WITHIN_NANOS) {
                    throw taken;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void receive(Message message, NodeId from) {
        if (message instanceof ToReplica known) {
            known.deliverTo(replica, from);
        } else {
            node.env().ignored(message, from, "not for a replica");
        }
    }

    private void end(String reason) {
        refusal = Optional.of(reason);
        node.env().warn("refused: " + reason);
        node.close();
    }

    /** Set once {@link #ended} has completed because the detector would not have it. */
    public Optional<String> refusal() {
        return refusal;
    }

    public Node<Replica.Alarm> node() {
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
