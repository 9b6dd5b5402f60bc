package io.understudy.simulation;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.ManagerState;
import io.understudy.manager.ViewListener;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.View;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sees everything in a world and compares it with what the design promises: here what holds for
 * each life of a process, and in a {@link GroupObserver} each what holds for a group. What is said
 * in a world is brought to it by an {@link Eavesdropper}.
 */
final class Observer implements ViewListener {

    private final World world;
    private final ManagerState recorded = new ManagerState(this);
    private final TreeMap<String, GroupObserver> groups = new TreeMap<>();

    /** By incarnation: the newest view it said it had joined. */
    private final TreeMap<ReplicaId, Long> joined = new TreeMap<>();

    /** Incarnations that gave way to another one in the same process. */
    private final TreeSet<ReplicaId> shed = new TreeSet<>();

    /** By life: the last epoch in which a detector called it dead. */
    private final TreeMap<ReplicaId, Long> calledDead = new TreeMap<>();

    private final TreeMap<Long, ReplicaId> currentByPid = new TreeMap<>();
    private final TreeMap<ReplicaId, Long> pidOf = new TreeMap<>();

    /** By client: the last it was told of. */
    private final TreeMap<NodeId, ViewNews> passedOn = new TreeMap<>();

    Observer(World world, ClusterFile cluster) {
        this.world = world;
        for (GroupEntry group : cluster.groups()) {
            groups.put(
                    group.name(),
                    new GroupObserver(group.name(), group.strictAcknowledgement(), world));
        }
    }

    GroupObserver group(String name) {
        return groups.get(name);
    }

    /** The manager's disk has it now. */
    void onRecorded(Stamped stamped) {
        if (stamped.command() instanceof Command.CaughtUp caughtUp) {
            group(caughtUp.group()).onCaughtUp(caughtUp);
        }
        recorded.apply(stamped.command(), stamped.at());
    }

    @Override
    public void onFormed(String group, View view, String cause) {
        group(group).onFormed(view);
    }

    @Override
    public void onActivated(String group, View view) {
        group(group).onActivated(view);
    }

    void mustNotBeShed(ReplicaId speaker) {
        if (shed.contains(speaker)) {
            throw new Violation("RE3", "%s speaks again", speaker);
        }
    }

    void mustBeTrue(long epoch, Sighting sighting) {
        ReplicaId replica = sighting.replica();
        if (sighting.verdict() == Verdict.SUSPECTED) {
            world.saw(Oddity.SUSPECTED);
        }
        if (sighting.verdict() != Verdict.DEAD) {
            if (calledDead.getOrDefault(replica, 0L) == epoch) {
                throw new Violation("LD2", "%s was called dead and is not any more", replica);
            }
            return;
        }
        calledDead.put(replica, epoch);
        Long pid = pidOf.get(replica);
        if (pid != null && world.isAlive(pid) && !shed.contains(replica)) {
            throw new Violation("LD3", "%s is called dead and lives", replica);
        }
    }

    void mustNotGoBack(ToManager.Present present) {
        Long before = joined.put(present.replica(), present.view());
        if (before != null && present.view() < before) {
            throw new Violation(
                    "RE1",
                    "%s was in view %d and now in %d",
                    present.replica(),
                    before,
                    present.view());
        }
    }

    /** Somebody who wants to know of views was told of one. */
    void mustGoOn(NodeId client, ViewNews news) {
        ViewNews before = passedOn.put(client, news);
        if (before == null) {
            return;
        }
        long number = news.view().number();
        long numberBefore = before.view().number();
        boolean goesOn =
                number > numberBefore
                        || (number == numberBefore && news.activated() && !before.activated());
        if (!goesOn) {
            throw new Violation("CL1", "%s was told of %s and then of %s", client, before, news);
        }
    }

    /** After each event of that replica. */
    void look(SimReplica replica) {
        long pid = replica.process().pid();
        ReplicaId self = replica.core().self();
        ReplicaId before = currentByPid.put(pid, self);
        if (before == null) {
            pidOf.put(self, pid);
        } else if (!before.equals(self)) {
            shed.add(before);
            world.saw(Oddity.REPLICA_LEFT_OUT);
            pidOf.put(self, pid);
        }
        group(replica.group()).look(replica.core().report());
    }

    Optional<GroupRecord> recorded(String group) {
        return recorded.group(group);
    }

    /** For a reader who wants to know what kind of world this was. */
    long views() {
        return groups.values().stream().mapToLong(GroupObserver::views).sum();
    }
}
