package io.understudy.replica.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToReplica;
import io.understudy.replica.Limits;
import io.understudy.replica.Replica;
import io.understudy.replica.ReplicaSettings;
import io.understudy.replica.application.Application;
import io.understudy.replica.application.Applications;
import io.understudy.runtime.BindFailed;
import io.understudy.runtime.Node;
import io.understudy.runtime.Rehearsing;
import io.understudy.runtime.StartTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

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

    private ReplicaNode(
            ReplicaSettings settings,
            Supplier<Application> applications,
            Node<Replica.Alarm> node) {
        this.node = node;
        this.replica = new Replica(settings, node.env(), applications, this::end);
    }

    /**
     * A process of its own, which is to be quick when it counts.
     *
     * @throws BindFailed if one of its doors is taken
     */
    public static ReplicaNode start(ClusterFile cluster, String name) {
        return start(cluster, name, applications(cluster, name));
    }

    /**
     * The same, with an application that the suite does not know.
     *
     * @param applications gives a new one, without state, whenever it is asked; from any thread
     * @throws BindFailed if one of its doors is taken
     */
    public static ReplicaNode start(
            ClusterFile cluster, String name, Supplier<Application> applications) {
        long pid = ProcessHandle.current().pid();
        ReplicaSettings.Process process =
                new ReplicaSettings.Process(pid, StartTime.of(pid).orElse(0));
        ReplicaSettings part = ReplicaSettings.of(cluster, name, process, 0, Limits.STANDARD);
        Rehearsal.play(part, applications);
        ReplicaNode started = start(cluster, name, process, applications);
        Rehearsing.start(started.node, name, () -> Rehearsal.play(part, applications));
        return started;
    }

    /**
     * One of many in a JVM that does other things, too.
     *
     * @param process as which the detector of its machine knows this replica; not that of the JVM
     *     where several replicas live in one
     * @throws BindFailed if one of its doors is taken
     */
    public static ReplicaNode start(
            ClusterFile cluster, String name, ReplicaSettings.Process process) {
        return start(cluster, name, process, applications(cluster, name));
    }

    private static ReplicaNode start(
            ClusterFile cluster,
            String name,
            ReplicaSettings.Process process,
            Supplier<Application> applications) {
        ReplicaEntry entry = cluster.replica(name).orElseThrow();
        String bind = cluster.machine(entry.machine()).orElseThrow().host().bind();
        Node<Replica.Alarm> node = Node.open(NodeId.replica(name), cluster, Replica.Alarm.class);
        try {
            listen(node, bind, entry.ports().heartbeat(), Role.LOCAL_DETECTOR);
            listen(node, bind, entry.ports().replicas(), Role.REPLICA);
            listen(node, bind, entry.ports().clients(), Role.CLIENT);
        } catch (BindFailed taken) {
            node.close();
            throw taken;
        }
        ReplicaSettings settings =
                ReplicaSettings.of(cluster, name, process, node.startedAtMicros(), Limits.STANDARD);
        ReplicaNode started = new ReplicaNode(settings, applications, node);
        node.onOpened(started.replica::onReached);
        node.start(started.replica::start, started::receive, started.replica::onAlarm);
        return started;
    }

    private static Supplier<Application> applications(ClusterFile cluster, String name) {
        String application = cluster.groupOf(name).orElseThrow().application().builtin();
        return () -> Applications.named(application);
    }

    private static void listen(Node<?> node, String bind, int port, Role guests) {
        long begin = System.nanoTime();
        while (true) {
            try {
                node.listen(bind, port, Set.of(guests));
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
