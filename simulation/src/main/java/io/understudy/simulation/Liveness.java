package io.understudy.simulation;

import io.understudy.manager.GroupRecord;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a world in which nothing is broken any more is as it should be (LIVE). */
final class Liveness {

    /** How a world can end. */
    enum Ending {
        /** The view is the set of live replicas, all that were wanted. */
        WHOLE,
        /** Every member of the last activated view had died, so nobody may go on. */
        WAITING
    }

    private final World world;

    Liveness(World world) {
        this.world = world;
    }

    /** What is not as it should be, if anything. */
    Optional<Violation> lacking() {
        Optional<GroupRecord> group = world.observer().recorded();
        if (group.isEmpty()) {
            return Optional.of(new Violation("LIVE", "the group is not recorded"));
        }
        if (group.get().newest().isEmpty()) {
            return Optional.of(new Violation("LIVE", "there is no view"));
        }
        TreeSet<ReplicaId> alive = alive();
        if (alive.size() != World.MACHINES.size()) {
            return Optional.of(new Violation("LIVE", "alive=%s: want one on each machine", alive));
        }
        boolean isWhole =
                group.get().newestIsActivated()
                        && new TreeSet<>(group.get().newest().get().members()).equals(alive);
        if (isWhole || ending() == Ending.WAITING) {
            return Optional.empty();
        }
        return Optional.of(
                new Violation(
                        "LIVE",
                        "newest=%s activated=%s alive=%s",
                        group.get().newest().get(),
                        group.get().activated(),
                        alive));
    }

    /** How it ended, or would if nothing more came. */
    Ending ending() {
        List<ReplicaId> lastMembers =
                world.observer()
                        .recorded()
                        .flatMap(GroupRecord::activated)
                        .map(View::members)
                        .orElse(List.of());
        boolean allDied = lastMembers.stream().noneMatch(alive()::contains);
        return allDied && !lastMembers.isEmpty() ? Ending.WAITING : Ending.WHOLE;
    }

    private TreeSet<ReplicaId> alive() {
        TreeSet<ReplicaId> alive = new TreeSet<>();
        for (SimReplica replica : world.replicas().values()) {
            if (!replica.process().dead()) {
                alive.add(replica.core().self());
            }
        }
        return alive;
    }
}
