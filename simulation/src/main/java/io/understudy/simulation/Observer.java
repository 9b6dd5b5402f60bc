package io.understudy.simulation;

import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.ManagerState;
import io.understudy.manager.ViewListener;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.View;
import io.understudy.replica.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sees everything in a world and compares it with what the design promises. It keeps its own record
 * of the views and never asks a core what it thinks. What is said in a world is brought to it by an
 * {@link Eavesdropper}.
 */
final class Observer implements ViewListener {

    private final World world;
    private final ManagerState recorded = new ManagerState(this);

    /** By view number: who was seen leading it, activated. */
    private final TreeMap<Long, ReplicaId> leaders = new TreeMap<>();

    /** By incarnation: the newest view it said it had joined. */
    private final TreeMap<ReplicaId, Long> joined = new TreeMap<>();

    /** Incarnations that gave way to another one in the same process. */
    private final TreeSet<ReplicaId> shed = new TreeSet<>();

    /** By life: the last epoch in which a detector called it dead. */
    private final TreeMap<ReplicaId, Long> calledDead = new TreeMap<>();

    private final TreeMap<Long, ReplicaId> currentByPid = new TreeMap<>();
    private final TreeMap<ReplicaId, Long> pidOf = new TreeMap<>();

    /** By how much was executed: what that led to. */
    private final TreeMap<Long, Long> digests = new TreeMap<>();

    /** The greatest sequence that anybody knew to be committed. */
    private long committedMost = 0;

    private final List<View> views = new ArrayList<>();
    private final TreeSet<Long> activated = new TreeSet<>();

    /** By view number: joiners that its primary vouched for. */
    private final TreeMap<Long, TreeSet<ReplicaId>> vouched = new TreeMap<>();

    Observer(World world) {
        this.world = world;
    }

    /** The manager's disk has it now. */
    void onRecorded(Stamped stamped) {
        if (stamped.command() instanceof Command.CaughtUp caughtUp) {
            vouched.computeIfAbsent(caughtUp.view(), unused -> new TreeSet<>())
                    .add(caughtUp.joiner());
        }
        recorded.apply(stamped.command(), stamped.at());
    }

    @Override
    public void onFormed(String group, View view, String cause) {
        if (view.number() != views.size() + 1) {
            throw new Violation("V3", "%s follows view %d", view, views.size());
        }
        views.add(view);
        if (activated.isEmpty()) {
            return;
        }
        View last = views.get((int) (activated.last() - 1));
        if (!last.hasMember(view.primary())) {
            throw new Violation("V1", "primary of %s was no member of %s", view, last);
        }
        TreeSet<ReplicaId> joined = vouched.getOrDefault(last.number(), new TreeSet<>());
        for (ReplicaId member : view.members()) {
            if (!last.hasMember(member) && !joined.contains(member)) {
                throw new Violation("V2", "%s of %s has no state since %s", member, view, last);
            }
        }
    }

    @Override
    public void onActivated(String group, View view) {
        activated.add(view.number());
    }

    void mustNotBeShed(ReplicaId speaker) {
        if (shed.contains(speaker)) {
            throw new Violation("RE3", "%s speaks again", speaker);
        }
    }

    void mustBeRecorded(View view, boolean asActivated) {
        boolean known =
                view.number() <= views.size()
                        && views.get((int) view.number() - 1).equals(view)
                        && (!asActivated || activated.contains(view.number()));
        if (!known) {
            throw new Violation("V5", "%s was told before it was recorded", view);
        }
    }

    void mustBeTrue(long epoch, Sighting sighting) {
        ReplicaId replica = sighting.replica();
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

    void mustLead(long number, ReplicaId primary) {
        boolean right =
                number <= views.size() && views.get((int) number - 1).primary().equals(primary);
        if (!right) {
            throw new Violation("RE2", "%s speaks for view %d", primary, number);
        }
    }

    /** After each event of that replica: the others are what they were. */
    void look(SimReplica replica) {
        long pid = replica.process().pid();
        Replica core = replica.core();
        ReplicaId self = core.self();
        ReplicaId before = currentByPid.put(pid, self);
        if (before == null) {
            pidOf.put(self, pid);
        } else if (!before.equals(self)) {
            shed.add(before);
            pidOf.put(self, pid);
        }
        Replica.ReplicaReport report = core.report();
        mustAgree(report);
        mustHoldTheCommitted(report);
        if (report.committed() > committedMost) {
            committedMost = report.committed();
            lookAtLogs();
        }
        Optional<View> leads = report.leads();
        if (leads.isPresent()) {
            View led = leads.get();
            ReplicaId other = leaders.putIfAbsent(led.number(), self);
            if (other != null && !other.equals(self)) {
                throw new Violation(
                        "VW1", "view %d is led by %s and by %s", led.number(), other, self);
            }
            if (!activated.contains(led.number())) {
                throw new Violation("V3", "%s leads view %d too early", self, led.number());
            }
        }
    }

    /** A checkpoint of what might yet be cut off would bring it back. */
    void mustBeCommitted(Position at) {
        if (at.sequence() > committedMost) {
            throw new Violation("LG4", "a checkpoint at %s, committed is %d", at, committedMost);
        }
    }

    /** What one replica has done may have left another behind. */
    private void lookAtLogs() {
        for (SimReplica replica : world.replicas().values()) {
            if (!replica.process().dead()) {
                mustHoldTheCommitted(replica.core().report());
            }
        }
    }

    /** Whoever leads an activated view has every entry that was ever committed. */
    private void mustHoldTheCommitted(Replica.ReplicaReport report) {
        // A primary that was superseded and does not know it lacks what came after it.
        boolean leadsNewest =
                report.leads()
                        .filter(view -> !activated.isEmpty())
                        .filter(view -> view.number() == activated.last())
                        .isPresent();
        if (leadsNewest && report.last().sequence() < committedMost) {
            throw new Violation(
                    "LG5",
                    "%s leads with a log up to %s, committed is %d",
                    report.self(),
                    report.last(),
                    committedMost);
        }
    }

    /** Whoever has executed as much has come to the same. */
    private void mustAgree(Replica.ReplicaReport report) {
        Long known = digests.putIfAbsent(report.executed(), report.digest());
        if (known != null && known != report.digest()) {
            throw new Violation(
                    "ST2", "%s differs behind %d entries", report.self(), report.executed());
        }
        if (report.executed() > report.committed()) {
            throw new Violation(
                    "ST1",
                    "%s executed %d, committed %d",
                    report.self(),
                    report.executed(),
                    report.committed());
        }
    }

    Optional<GroupRecord> recorded() {
        return recorded.group(World.GROUP);
    }

    /** For a reader who wants to know what kind of world this was. */
    long views() {
        return views.size();
    }
}
