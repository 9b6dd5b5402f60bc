package io.understudy.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One life of a replica: what views are made of.
 *
 * @param incarnation drawn at random when a process starts, and again when it was left out of a
 *     view, so that nothing said to or by an earlier life is taken for this one's
 */
public record ReplicaId(String name, long incarnation) implements Comparable<ReplicaId> {

    private static final Comparator<ReplicaId> ORDER =
            Comparator.comparing(ReplicaId::name).thenComparingLong(ReplicaId::incarnation);

    private static final Pattern PRINTED = Pattern.compile("([^#]*)#([0-9a-f]{16})");

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

    /** Takes exactly what {@link #toString} gives, so that one id has one spelling. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ReplicaId parse(String text) {
        Matcher matcher = PRINTED.matcher(text);
        Check.argument(matcher.matches(), "replica=%s: want NAME#HEX16", text);
        return new ReplicaId(matcher.group(1), Long.parseUnsignedLong(matcher.group(2), 16));
    }
}
