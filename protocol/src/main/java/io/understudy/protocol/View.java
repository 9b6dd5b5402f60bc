package io.understudy.protocol;

import io.understudy.config.GroupEntry;
import io.understudy.config.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Who serves a group: decided by the manager, never by a replica.
 *
 * @param number grows by one with each view of the group
 * @param members in the order in which they became members; each holds the whole log and each must
 *     acknowledge every entry
 * @param joiners receive the log but are not waited for
 */
public record View(
        long number,
        Style style,
        ReplicaId primary,
        List<ReplicaId> members,
        List<ReplicaId> joiners) {

    /** Members and joiners together. Every member acknowledges every entry, so more is no use. */
    public static final int REPLICAS_MAX = GroupEntry.REPLICAS_MAX;

    public View {
        Check.argument(number >= 1, "number=%d", number);
        Check.argument(style != null, "a view has a style");
        members = List.copyOf(members);
        joiners = List.copyOf(joiners);
        Check.argument(
                primary != null && members.contains(primary), "primary=%s is no member", primary);
        TreeSet<String> names = new TreeSet<>();
        members.forEach(member -> names.add(member.name()));
        joiners.forEach(joiner -> names.add(joiner.name()));
        int replicas = members.size() + joiners.size();
        Check.argument(names.size() == replicas, "a replica stands twice in view %d", number);
        Check.argument(replicas <= REPLICAS_MAX, "replicas=%d", replicas);
    }

    public boolean hasMember(ReplicaId replica) {
        return members.contains(replica);
    }

    public boolean hasJoiner(ReplicaId replica) {
        return joiners.contains(replica);
    }

    /** Whether that incarnation has any part in this view. */
    public boolean concerns(ReplicaId replica) {
        return hasMember(replica) || hasJoiner(replica);
    }

    /** All but that one, members first. */
    public List<ReplicaId> others(ReplicaId replica) {
        List<ReplicaId> others = new ArrayList<>(members);
        others.addAll(joiners);
        others.remove(replica);
        return others;
    }

    /** Whether the same replicas have the same parts in both, whatever their numbers. */
    public boolean sameAs(View other) {
        return style == other.style
                && primary.equals(other.primary)
                && members.equals(other.members)
                && joiners.equals(other.joiners);
    }

    @Override
    public String toString() {
        return "view="
                + number
                + " style="
                + style.name().toLowerCase(java.util.Locale.ROOT)
                + " primary="
                + primary.name()
                + " members="
                + names(members)
                + " joiners="
                + names(joiners);
    }

    private static String names(List<ReplicaId> replicas) {
        return String.join(",", replicas.stream().map(ReplicaId::name).toList());
    }
}
