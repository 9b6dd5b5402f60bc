package io.understudy.protocol;

/**
 * Whom a message is for or from: a role and a name, never an address.
 *
 * <p>It says nothing of which life of that process is meant; where that matters, the message
 * carries a {@link ReplicaId}.
 *
 * @param name unique among all processes of a cluster; a local detector goes by its machine's name
 */
public record NodeId(Role role, String name) implements Comparable<NodeId> {

    public NodeId {
        Check.argument(role != null, "a node has a role");
        Names.check(name);
    }

    public static NodeId manager(String name) {
        return new NodeId(Role.REPLICATION_MANAGER, name);
    }

    public static NodeId globalDetector(String name) {
        return new NodeId(Role.GLOBAL_DETECTOR, name);
    }

    public static NodeId localDetector(String machine) {
        return new NodeId(Role.LOCAL_DETECTOR, machine);
    }

    public static NodeId replica(String name) {
        return new NodeId(Role.REPLICA, name);
    }

    public static NodeId client(String name) {
        return new NodeId(Role.CLIENT, name);
    }

    @Override
    public int compareTo(NodeId other) {
        int byRole = role.compareTo(other.role);
        return byRole != 0 ? byRole : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
