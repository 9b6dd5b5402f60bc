package io.understudy.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * One life of a replica: what views are made of.
 *
 * @param incarnation drawn at random when a process starts, and again when it was left out of a
 *     view, so that nothing said to or by an earlier life is taken for this one's
 */
public record ReplicaId(String name, long incarnation) implements Comparable<ReplicaId> {

    private static final Comparator<ReplicaId> ORDER =
            Comparator.comparing(ReplicaId::name).thenComparingLong(ReplicaId::incarnation);

    public ReplicaId {
        Names.check(name);
    }

    public NodeId node() {
        return NodeId.replica(name);
    }

    @Override
    public int compareTo(ReplicaId other) {
        return ORDER.compare(this, other);
    }

    /** Also its form in JSON, where a 64-bit number would lose digits in many languages. */
    @JsonValue
    @Override
    public String toString() {
        return String.format("%s#%016x", name, incarnation);
    }

    @JsonCreator
    public static ReplicaId parse(String text) {
        int hash = text.indexOf('#');
        Check.argument(hash > 0 && text.length() == hash + 17, "replica=%s: want NAME#HEX16", text);
        try {
            return new ReplicaId(
                    text.substring(0, hash), Long.parseUnsignedLong(text, hash + 1, hash + 17, 16));
        } catch (NumberFormatException notHex) {
            throw new IllegalArgumentException("replica=" + text + ": want NAME#HEX16", notHex);
        }
    }
}
