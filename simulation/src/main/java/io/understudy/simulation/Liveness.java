package io.understudy.simulation;

import io.understudy.manager.GroupRecord;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a world in which nothing is broken any more is as it should be (LIVE). */
final class Liveness {

    /** How a world can end. */
    enum Ending {
        /** The view has as many members as are wanted, and they live. */
        WHOLE,
        /**
         * Every member of the last activated view had died, or under the classic rule one of a view
         * that was not acknowledged; so nobody may go on.
         */
        WAITING
    }

    private final World world;

    Liveness(World world) {
        this.world = world;
    }

    /** What is not as it should be, if anything. */
    Optional<Violation> lacking() {
        return world.groups().stream().map(this::lacking).flatMap(Optional::stream).findFirst();
    }

    /** Whether all groups are whole; else one waits at least. */
    boolean isWhole() {
        return world.groups().stream().allMatch(group -> ending(group) == Ending.WHOLE);
    }

    private Optional<Violation> lacking(String name) {
        Optional<GroupRecord> group = world.observer().recorded(name);
        if (group.isEmpty()) {
            return Optional.of(new Violation("LIVE", "the group is not recorded"));
        }
        if (group.get().newest().isEmpty()) {
            return Optional.of(new Violation("LIVE", "there is no view"));
        }
        TreeSet<ReplicaId> alive = alive(name);
        int wanted = world.group(name).wanted();
        if (alive.size() < wanted) {
            return Optional.of(new Violation("LIVE", "alive=%s: want %d", alive, wanted));
        }
        View newest = group.get().newest().get();
        boolean isWhole =
                group.get().newestIsActivated()
                        && newest.members().size() == wanted
                        && alive.containsAll(newest.members());
        if (isWhole || ending(name) == Ending.WAITING) {
            return Optional.empty();
        }
        return Optional.of(
                new Violation(
                        "LIVE",
                        "newest=%s activated=%s alive=%s",
                        newest,
                        group.get().activated(),
                        alive));
    }

    /** How it ended, or would if nothing more came. */
    Ending ending(String name) {
        Optional<GroupRecord> group = world.observer().recorded(name);
        Optional<View> activated = group.flatMap(GroupRecord::activated);
        TreeSet<ReplicaId> alive = alive(name);
        boolean allDied =
                activated.isPresent()
                        && activated.get().members().stream().noneMatch(alive::contains);
        return allDied || isStuck(name, alive) ? Ending.WAITING : Ending.WHOLE;
    }

    /** The price of the classic rule: a view that its members did not live to acknowledge. */
    private boolean isStuck(String name, TreeSet<ReplicaId> alive) {
        return world.group(name).strictAcknowledgement()
                && world.observer()
                        .recorded(name)
                        .filter(group -> !group.newestIsActivated())
                        .flatMap(GroupRecord::newest)
                        .filter(newest -> !alive.containsAll(newest.members()))
                        .isPresent();
    }

    private TreeSet<ReplicaId> alive(String group) {
        TreeSet<ReplicaId> alive = new TreeSet<>();
        for (SimReplica replica : world.replicas().values()) {
            if (replica.group().equals(group) && !replica.process().dead()) {
                alive.add(replica.core().self());
            }
        }
        return alive;
    }
}
