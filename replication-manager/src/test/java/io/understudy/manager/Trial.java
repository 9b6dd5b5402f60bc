package io.understudy.manager;

import io.understudy.config.Backups;
import io.understudy.config.Style;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A manager of one group with three replicas, one on each machine, and the words its neighbours
 * would say. What is recorded waits until {@link #disk} has it, or is recorded at once.
 */
final class Trial {

    static final String GROUP = "kv";
    static final NodeId DETECTOR = NodeId.globalDetector("GFD1");

    final FakeEnv<Manager.Alarm> env = new FakeEnv<>();
    final ArrayDeque<Stamped> disk = new ArrayDeque<>();
    final Manager manager;

    private final boolean strict;
    private final long gatherMicros;
    private final TreeMap<String, Sighting> sightings = new TreeMap<>();
    private final TreeMap<String, List<LaunchNote>> launches = new TreeMap<>();
    private long version = 0;
    private boolean diskIsQuick = true;

    Trial(boolean strict, int wanted) {
        this(strict, wanted, 0);
    }

    Trial(boolean strict, int wanted, long gatherMicros) {
        this(strict, wanted, gatherMicros, true);
    }

    static Trial withoutRelaunch() {
        return new Trial(false, 3, 0, false);
    }

    private Trial(boolean strict, int wanted, long gatherMicros, boolean relaunch) {
        this.strict = strict;
        this.gatherMicros = gatherMicros;
        this.manager = newManager(wanted, relaunch);
        manager.start();
        manager.onLeading(true);
    }

    private Manager newManager(int wanted, boolean relaunch) {
        GroupRules rules =
                new GroupRules(GROUP, Style.PASSIVE, strict, wanted, List.of("S1", "S2", "S3"));
        GroupSettings group =
                new GroupSettings(
                        rules,
                        Map.of("S1", "M1", "S2", "M2", "S3", "M3"),
                        Backups.HOT,
                        relaunch,
                        gatherMicros,
                        1_000_000);
        ManagerSettings settings =
                new ManagerSettings(
                        "c", "RM1", List.of(group), List.of("GFD1"), Map.of(), 0, 100_000, 600_000);
        return new Manager(settings, env, this::propose);
    }

    private void propose(Stamped fact) {
        disk.add(fact);
        if (diskIsQuick && disk.size() == 1) {
            write();
        }
    }

    void slowDisk() {
        diskIsQuick = false;
    }

    /** What was proposed is recorded, and what follows from that too. */
    void write() {
        while (!disk.isEmpty()) {
            manager.onRecorded(disk.peek());
            disk.poll();
        }
    }

    static ReplicaId life(String name, long incarnation) {
        return new ReplicaId(name, incarnation);
    }

    /** It runs: its detector vouches for it, and it shows itself in that view. */
    void up(ReplicaId replica, long view) {
        see(replica, Verdict.ALIVE);
        present(replica, view, 0);
    }

    /** As {@link #up}, with a journal that holds that view's log. */
    void upWithJournal(ReplicaId replica, long heldView) {
        see(replica, Verdict.ALIVE);
        present(replica, 0, heldView);
    }

    /** It runs, and has no part in that view or any later one. */
    void upOutside(ReplicaId replica, long heardView) {
        see(replica, Verdict.ALIVE);
        manager.onPresent(replica.node(), new Present(GROUP, replica, 0, heardView, 0, 0));
    }

    void present(ReplicaId replica, long view, long heldView) {
        manager.onPresent(replica.node(), new Present(GROUP, replica, view, view, heldView, 0));
    }

    void dead(ReplicaId replica) {
        see(replica, Verdict.DEAD);
    }

    void suspected(ReplicaId replica) {
        see(replica, Verdict.SUSPECTED);
    }

    private void see(ReplicaId replica, Verdict verdict) {
        // A detector tells of one living life per name.
        sightings.replaceAll(
                (key, known) ->
                        known.replica().name().equals(replica.name())
                                ? sighting(known.replica(), Verdict.DEAD)
                                : known);
        sightings.put(replica.toString(), sighting(replica, verdict));
        report(machineOf(replica.name()), true);
    }

    private static Sighting sighting(ReplicaId replica, Verdict verdict) {
        return new Sighting(GROUP, replica, verdict, 1, true, "the test says so");
    }

    void launching(LaunchNote note) {
        launches.put(machineOf(note.replica()), List.of(note));
        report(machineOf(note.replica()), true);
    }

    void report(String machine, boolean settled) {
        manager.onLocalReport(NodeId.localDetector(machine), reportOf(machine, settled));
    }

    LocalReport reportOf(String machine, boolean settled) {
        List<Sighting> here = new ArrayList<>();
        for (Sighting sighting : sightings.values()) {
            if (machineOf(sighting.replica().name()).equals(machine)) {
                here.add(sighting);
            }
        }
        return new LocalReport(
                1, ++version, settled, here, launches.getOrDefault(machine, List.of()));
    }

    void forgetSightings() {
        sightings.clear();
    }

    void machine(String name, Presence presence) {
        manager.onMachines(
                DETECTOR,
                new Machines(1, ++version, List.of(new Machines.Verdict(name, presence))));
    }

    void reconciled(long view, ReplicaId primary) {
        manager.onReconciled(primary.node(), new Reconciled(GROUP, view, primary));
    }

    /** The newest view's primary does its work. */
    void activate() {
        View view = view();
        reconciled(view.number(), view.primary());
    }

    /** So much time passes, in which the manager is awake. */
    void sweepAfter(long micros) {
        env.runFor(micros, manager::onAlarm);
    }

    GroupRecord group() {
        return manager.snapshot().get(0);
    }

    View view() {
        return group().newest().orElseThrow();
    }

    /** As a person would write it, such as "3: S2 S2,S1 +S3". */
    String viewText() {
        return group().newest()
                .map(
                        view ->
                                view.number()
                                        + ": "
                                        + view.primary().name()
                                        + " "
                                        + names(view.members())
                                        + (view.joiners().isEmpty()
                                                ? ""
                                                : " +" + names(view.joiners()))
                                        + (group().newestIsActivated() ? "" : " (not activated)"))
                .orElse("none");
    }

    private static String names(List<ReplicaId> replicas) {
        return String.join(",", replicas.stream().map(ReplicaId::name).toList());
    }

    private static String machineOf(String replica) {
        return replica.replace('S', 'M');
    }
}
