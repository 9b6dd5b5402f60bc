package io.understudy.protocol;

import java.util.HexFormat;

/**
 * One life of a replica: what views are made of.
 *
 * @param incarnation drawn at random when a process starts, and again when it was left out of a
 *     view, so that nothing said to or by an earlier life is taken for this one's
 */
public record ReplicaId(String name, long incarnation) implements Comparable<ReplicaId> {

    private static final HexFormat HEX = HexFormat.of();
    private static final int SUFFIX_LENGTH = 1 + 16;

    public ReplicaId {
        Names.check(name);
    }

    public NodeId node() {
        return NodeId.replica(name);
    }

    @Override
    public int compareTo(ReplicaId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Long.compare(incarnation, other.incarnation);
    }

    /** Also its form in JSON, where a 64-bit number would lose digits in many languages. */
    @Override
    public String toString() {
        return name + "#" + HEX.toHexDigits(incarnation);
    }

    /** Takes exactly what {@link #toString} gives, so that one id has one spelling. */
    public static ReplicaId parse(String text) {
        int end = text.length() - SUFFIX_LENGTH;
        Check.argument(end >= 0 && text.charAt(end) == '#', "replica=%s: want NAME#HEX16", text);
        long incarnation = HexFormat.fromHexDigitsToLong(text, end + 1, text.length());
        ReplicaId id = new ReplicaId(text.substring(0, end), incarnation);
        Check.argument(id.toString().equals(text), "replica=%s: want NAME#HEX16", text);
        return id;
    }
}
