package io.understudy.runtime;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.Host;
import io.understudy.config.MachineEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who dials whom, and from where, as the cluster file has it.
 *
 * <p>Everybody else answers on the connection that the other side dialled.
 *
 * @param source what own sockets are bound to, so that the others see the address that the cluster
 *     file gives this process; empty for a client, which the file does not know
 */
record Neighbours(Optional<String> source, List<Neighbour> dialled) {

    /** A process that is dialled from the start, for as long as this one lives. */
    record Neighbour(NodeId node, String host, int port) {

        @Override
        public String toString() {
            return "peer=" + node + " at=" + host + ":" + port;
        }
    }

    static Neighbours of(NodeId self, ClusterFile cluster) {
        return switch (self.role()) {
            case REPLICATION_MANAGER ->
                    new Neighbours(
                            bind(known(self, cluster.manager(self.name())).host()), List.of());
            case GLOBAL_DETECTOR ->
                    new Neighbours(
                            bind(known(self, cluster.globalDetector(self.name())).host()),
                            managers(cluster));
            case LOCAL_DETECTOR -> ofLocalDetector(self, cluster);
            case REPLICA -> ofReplica(self, cluster);
            case CLIENT -> new Neighbours(Optional.empty(), managersForClients(cluster));
        };
    }

    /** Of a client that has requests for that group, and so is to be answered by its replicas. */
    static Neighbours ofClient(ClusterFile cluster, String group) {
        Optional<GroupEntry> entry = cluster.group(group);
        Check.argument(entry.isPresent(), "group %s is not in the cluster file", group);
        List<Neighbour> dialled = new ArrayList<>(managersForClients(cluster));
        entry.get()
                .replicas()
                .forEach(
                        replica ->
                                dialled.add(
                                        neighbour(cluster, replica, replica.ports().clients())));
        return new Neighbours(Optional.empty(), List.copyOf(dialled));
    }

    private static Neighbours ofLocalDetector(NodeId self, ClusterFile cluster) {
        MachineEntry machine = known(self, cluster.machine(self.name()));
        List<Neighbour> dialled = new ArrayList<>();
        cluster.globalFaultDetectors()
                .forEach(
                        entry ->
                                dialled.add(
                                        new Neighbour(
                                                NodeId.globalDetector(entry.name()),
                                                entry.host().advertised(),
                                                entry.port())));
        dialled.addAll(managers(cluster));
        replicas(cluster)
                .filter(replica -> replica.machine().equals(machine.name()))
                .forEach(
                        replica ->
                                dialled.add(
                                        neighbour(cluster, replica, replica.ports().heartbeat())));
        return new Neighbours(bind(machine.host()), List.copyOf(dialled));
    }

    private static Neighbours ofReplica(NodeId self, ClusterFile cluster) {
        GroupEntry group = known(self, cluster.groupOf(self.name()));
        ReplicaEntry own = known(self, group.replica(self.name()));
        List<Neighbour> dialled = new ArrayList<>(managers(cluster));
        group.replicas().stream()
                .filter(replica -> !replica.name().equals(self.name()))
                .forEach(
                        replica ->
                                dialled.add(
                                        neighbour(cluster, replica, replica.ports().replicas())));
        MachineEntry machine = known(self, cluster.machine(own.machine()));
        return new Neighbours(bind(machine.host()), List.copyOf(dialled));
    }

    private static List<Neighbour> managers(ClusterFile cluster) {
        return cluster.replicationManagers().stream()
                .map(
                        entry ->
                                new Neighbour(
                                        NodeId.manager(entry.name()),
                                        entry.host().advertised(),
                                        entry.port()))
                .toList();
    }

    private static List<Neighbour> managersForClients(ClusterFile cluster) {
        return cluster.replicationManagers().stream()
                .map(
                        entry ->
                                new Neighbour(
                                        NodeId.manager(entry.name()),
                                        entry.host().advertised(),
                                        entry.clientPort()))
                .toList();
    }

    private static Stream<ReplicaEntry> replicas(ClusterFile cluster) {
        return cluster.groups().stream().flatMap(group -> group.replicas().stream());
    }

    private static Neighbour neighbour(ClusterFile cluster, ReplicaEntry replica, int port) {
        NodeId node = NodeId.replica(replica.name());
        MachineEntry machine = known(node, cluster.machine(replica.machine()));
        return new Neighbour(node, machine.host().advertised(), port);
    }

    private static Optional<String> bind(Host host) {
        return Optional.of(host.bind());
    }

    private static <T> T known(NodeId node, Optional<T> entry) {
        Check.argument(
                entry.isPresent(), "%s %s is not in the cluster file", node.role(), node.name());
        return entry.get();
    }
}
