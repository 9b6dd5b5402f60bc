package io.understudy.simulation;

import io.understudy.config.GroupEntry;
import io.understudy.manager.Command;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.replica.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the views of one group, and what its replicas hold and do in them, with what the design
 * promises. It goes by what it has seen, and asks no core what it thinks of that.
 */
final class GroupObserver {

    private final String group;
    private final boolean strict;
    private final World world;

    private final List<View> views = new ArrayList<>();
    private final TreeSet<Long> activated = new TreeSet<>();

    /** Views that their primary has said to be reconciled. */
    private final TreeSet<Long> reconciled = new TreeSet<>();

    /** By view number: joiners that its primary vouched for. */
    private final TreeMap<Long, TreeSet<ReplicaId>> vouched = new TreeMap<>();

    /** By view number: who was seen leading it, activated. */
    private final TreeMap<Long, ReplicaId> leaders = new TreeMap<>();

    /** By how much was executed: what that led to. */
    private final TreeMap<Long, Long> digests = new TreeMap<>();

    /** The greatest sequence that anybody knew to be committed. */
    private long committedMost = 0;

    GroupObserver(String group, boolean strictAcknowledgement, World world) {
        this.group = group;
        this.strict = strictAcknowledgement;
        this.world = world;
    }

    void onReconciled(long view) {
        reconciled.add(view);
    }

    void onCaughtUp(Command.CaughtUp caughtUp) {
        vouched.computeIfAbsent(caughtUp.view(), unused -> new TreeSet<>()).add(caughtUp.joiner());
    }

    void onFormed(View view) {
        if (view.number() != views.size() + 1) {
            throw new Violation("V3", "%s follows view %d", view, views.size());
        }
        if (strict && !views.isEmpty() && !activated.contains((long) views.size())) {
            throw new Violation("V3", "%s follows what was not acknowledged", view);
        }
        if (!views.isEmpty() && !activated.contains((long) views.size())) {
            world.saw(Oddity.VIEW_SUPERSEDED);
        }
        views.add(view);
        view.members().stream()
                .filter(member -> spare(member.name()))
                .forEach(member -> world.saw(Oddity.SPARE_BECOMES_MEMBER));
        if (activated.isEmpty()) {
            return;
        }
        View last = views.get((int) (activated.last() - 1));
        if (!last.hasMember(view.primary())) {
            throw new Violation("V1", "primary of %s was no member of %s", view, last);
        }
        TreeSet<ReplicaId> joined = vouched.getOrDefault(last.number(), new TreeSet<>());
        for (ReplicaId member : view.members()) {
            // Under the classic rule a newcomer is a member at once, and brought the state before
            // the view is acknowledged.
            if (!strict && !last.hasMember(member) && !joined.contains(member)) {
                throw new Violation("V2", "%s of %s has no state since %s", member, view, last);
            }
        }
    }

    /** The manager keeps the first of them running, in the order of the cluster file. */
    private boolean spare(String replica) {
        GroupEntry entry = world.group(group);
        return entry.replicas().stream()
                .skip(entry.wanted())
                .anyMatch(other -> other.name().equals(replica));
    }

    void onActivated(View view) {
        if (view.number() != views.size()) {
            throw new Violation("V3", "%s is activated, and superseded by %d", view, views.size());
        }
        if (!reconciled.contains(view.number())) {
            throw new Violation("V3", "%s is activated, and its primary never said so", view);
        }
        activated.add(view.number());
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

    void mustLead(long number, ReplicaId primary) {
        boolean right =
                number <= views.size() && views.get((int) number - 1).primary().equals(primary);
        if (!right) {
            throw new Violation("RE2", "%s speaks for view %d", primary, number);
        }
    }

    /** A checkpoint of what might yet be cut off would bring it back. */
    void mustBeCommitted(Position at) {
        if (at.sequence() > committedMost) {
            throw new Violation("LG4", "a checkpoint at %s, committed is %d", at, committedMost);
        }
    }

    /** After each event of a replica: the others are what they were. */
    void look(Replica.ReplicaReport report) {
        mustAgree(report);
        mustHoldTheCommitted(report);
        if (report.committed() > committedMost) {
            committedMost = report.committed();
            lookAtLogs();
        }
        report.leads().ifPresent(led -> mustLeadAlone(report.self(), led));
    }

    private void mustLeadAlone(ReplicaId self, View led) {
        ReplicaId other = leaders.putIfAbsent(led.number(), self);
        if (other != null && !other.equals(self)) {
            throw new Violation("VW1", "view %d is led by %s and by %s", led.number(), other, self);
        }
        if (!activated.contains(led.number())) {
            throw new Violation("V3", "%s leads view %d too early", self, led.number());
        }
    }

    /** What one replica has done may have left another behind. */
    private void lookAtLogs() {
        for (SimReplica replica : world.replicas().values()) {
            if (replica.group().equals(group) && !replica.process().dead()) {
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
                    "ST2",
                    "%s differs behind %d entries: digest %016x, known is %016x",
                    report.self(),
                    report.executed(),
                    report.digest(),
                    known);
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

    /** For a reader who wants to know what kind of world this was. */
    long views() {
        return views.size();
    }
}
