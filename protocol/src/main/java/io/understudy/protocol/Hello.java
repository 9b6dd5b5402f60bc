package io.understudy.protocol;

/**
 * The first frame on every connection, in both directions: who speaks, and in which cluster. The
 * transport's own; no core sees it.
 *
 * @param version of what follows; a different one is refused
 * @param cluster a wrong address must not make two clusters one
 */
public record Hello(int version, String cluster, Role role, String name) implements Message {

    public static final int VERSION = 1;

    public Hello {
        Check.argument(version >= 1, "version=%d", version);
        Names.check(cluster);
        Names.check(name);
        Check.argument(role != null, "a node has a role");
    }

    public NodeId node() {
        return new NodeId(role, name);
    }

    @Override
    public Tag tag() {
        return Tag.HELLO;
    }
}
