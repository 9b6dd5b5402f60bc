package io.understudy.suite.labs;

import io.understudy.config.ClusterFile;
import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.localdetector.node.LocalDetectorNode;
import io.understudy.localdetector.node.MachineProcesses;
import io.understudy.replica.ReplicaSettings;
import io.understudy.replica.node.ReplicaNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A machine with its local detector and one replica, which is an object of this JVM and for the
 * detector a process: it begins, is ended from one event to the next with all its sockets, and the
 * detector is told so, as by the operating system.
 */
final class LabMachine implements AutoCloseable {

    private final ClusterFile cluster;
    private final String replica;
    private final AtomicLong pids = new AtomicLong();

    /** Whoever runs; each is there before its first word. */
    private final Set<ProcessId> running = ConcurrentHashMap.newKeySet();

    private final Map<ProcessId, ReplicaNode> nodes = new ConcurrentHashMap<>();
    private final LocalDetectorNode detector;
    private volatile Consumer<Consumer<Processes.Events>> tell;

    LabMachine(ClusterFile cluster, String machine, String replica) {
        this.cluster = cluster;
        this.replica = replica;
        this.detector = LocalDetectorNode.start(cluster, machine, JvmProcesses::new);
    }

    /** A new life, with an empty memory. */
    void start() {
        long pid = pids.incrementAndGet();
        ProcessId process = new ProcessId(pid, pid);
        running.add(process);
        ReplicaNode node =
                ReplicaNode.start(cluster, replica, new ReplicaSettings.Process(pid, pid));
        nodes.put(process, node);
        node.ended().thenRun(() -> onEnded(process));
    }

    private void onEnded(ProcessId process) {
        nodes.remove(process);
        running.remove(process);
        tell.accept(events -> events.onProcessEnded(process, "crashed"));
    }

    /** From one event to the next; returns when it says nothing any more. */
    void kill() {
        for (ReplicaNode node : nodes.values()) {
            node.close();
            node.ended().join();
        }
    }

    @Override
    public void close() {
        detector.close();
        detector.ended().join();
        kill();
    }

    /** What the detector sees of all this. */
    private final class JvmProcesses implements MachineProcesses {

        JvmProcesses(Consumer<Consumer<Processes.Events>> events) {
            tell = events;
        }

        @Override
        public OptionalLong startTimeOf(long pid) {
            return running.stream()
                    .filter(process -> process.pid() == pid)
                    .mapToLong(ProcessId::startTime)
                    .findFirst();
        }

        @Override
        public void watch(ProcessId process) {
            look(process);
        }

        @Override
        public void look(ProcessId process) {
            if (!running.contains(process)) {
                tell.accept(events -> events.onProcessEnded(process, "had crashed"));
            }
        }

        @Override
        public boolean kill(ProcessId process) {
            Optional.ofNullable(nodes.get(process)).ifPresent(ReplicaNode::close);
            return true;
        }

        @Override
        public void launch(String group, String name) {
            tell.accept(events -> events.onLaunchFailed(name, "a lab starts its own servers"));
        }

        @Override
        public void close() {
            // Nothing is told to a detector that has ended; it is the lab that ends replicas.
        }
    }
}
