package io.understudy.globaldetector;

import io.understudy.config.ClusterFile;
import io.understudy.config.Heartbeat;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToGlobalDetector;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToManager.Relayed;
import io.understudy.protocol.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out which machines are gone, by asking the local detector of each for a sign of life, and
 * passes on what those detectors report.
 *
 * <p>It keeps nothing: after a restart every machine is unknown until it is heard, or has been
 * silent for the timeout since then. What it says is never certain, since a cut network looks the
 * same as a dead machine; that a <em>replica</em> is certainly dead is said by local detectors, and
 * passed on here as it came.
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>GD1 — {@code version} never falls, and grows by one with each change of any verdict.
 *   <li>GD2 — a machine is called gone only after the timeout has passed, on this detector's clock
 *       and while it was running, since it was last heard.
 * </ul>
 */
public final class GlobalDetector implements ToGlobalDetector.Inbox {

    public enum Alarm {
        BEAT
    }

    /**
     * @param machines whose detectors are asked
     * @param managers to whom everything is told
     * @param epoch above those of this detector's earlier lives
     */
    public record Settings(
            List<String> machines,
            List<String> managers,
            long epoch,
            long intervalMicros,
            long timeoutMicros) {

        public Settings {
            machines = List.copyOf(machines);
            managers = List.copyOf(managers);
            Check.argument(
                    machines.size() <= Machines.MACHINES_MAX, "machines=%d", machines.size());
            Check.argument(intervalMicros > 0, "intervalMicros=%d", intervalMicros);
            Check.argument(timeoutMicros > intervalMicros, "timeoutMicros=%d", timeoutMicros);
        }

        public static Settings of(ClusterFile cluster, long epoch) {
            Heartbeat heartbeat = cluster.detection().machines();
            return new Settings(
                    cluster.machines().stream().map(MachineEntry::name).toList(),
                    cluster.replicationManagers().stream().map(ManagerEntry::name).toList(),
                    epoch,
                    heartbeat.interval().toNanos() / 1_000,
                    heartbeat.timeout().toNanos() / 1_000);
        }
    }

    /** A report without news is passed on once in so many. */
    private static final int RELAY_INTERVALS = 5;

    private static final class Watched {
        private Presence presence = Presence.UNKNOWN;

        /** When it was last heard, or given the benefit of the doubt. */
        private long heardMicros;

        /** What was passed on last, and when. */
        private Optional<LocalReport> relayed = Optional.empty();

        private long relayedMicros;

        boolean isNews(LocalReport report) {
            return relayed.map(
                            known ->
                                    known.epoch() != report.epoch()
                                            || known.version() != report.version())
                    .orElse(true);
        }
    }

    private final Settings settings;
    private final Env<Alarm> env;
    private final TreeMap<String, Watched> machines = new TreeMap<>();
    private long version = 0;
    private long count = 0;
    private long beatMicros;

    public GlobalDetector(Settings settings, Env<Alarm> env) {
        this.settings = settings;
        this.env = env;
        settings.machines().forEach(machine -> machines.put(machine, new Watched()));
    }

    public void start() {
        beatMicros = env.nowMicros();
        machines.values().forEach(machine -> machine.heardMicros = beatMicros);
        beat();
    }

    @Override
    public void onLocalReport(NodeId from, LocalReport report) {
        Watched machine = machines.get(from.name());
        if (from.role() != Role.LOCAL_DETECTOR || machine == null) {
            env.ignored(report, from, "not the detector of a machine of ours");
            return;
        }
        machine.heardMicros = env.nowMicros();
        relay(from.name(), machine, report);
        if (turn(from.name(), machine, Presence.PRESENT, "heard")) {
            report();
        }
    }

    /** Something can be said to that process again: it may have missed what was said, or all. */
    public void onReached(NodeId peer) {
        if (peer.role() == Role.REPLICATION_MANAGER) {
            machines.values().forEach(machine -> machine.relayed = Optional.empty());
        }
    }

    /**
     * A report comes with every heartbeat, and most say what was said before: managers get that
     * some times a second at most, in case that one was lost with a connection.
     */
    private void relay(String name, Watched machine, LocalReport report) {
        long now = env.nowMicros();
        if (machine.isNews(report)
                || now - machine.relayedMicros >= RELAY_INTERVALS * settings.intervalMicros()) {
            machine.relayed = Optional.of(report);
            machine.relayedMicros = now;
            tellManagers(new Relayed(name, report));
        }
    }

    public void onAlarm(Alarm alarm) {
        long now = env.nowMicros();
        long late = now - beatMicros - settings.intervalMicros();
        if (late > settings.intervalMicros()) {
            // This process slept, and with it its ears: what was said meanwhile still waits to be
            // read. Without this a long pause would end in every machine being called gone.
            machines.values().forEach(machine -> machine.heardMicros = now);
            env.trace(
                    late > settings.timeoutMicros() ? Weight.WARNING : Weight.DETAIL,
                    "slept ms="
                            + late / 1_000
                            + ": a machine that was lost meanwhile is noticed later by that. Every"
                            + " machine gets its timeout again");
        }
        beatMicros = now;
        machines.forEach(
                (name, machine) -> {
                    long silent = now - machine.heardMicros;
                    if (silent > settings.timeoutMicros()) {
                        turn(name, machine, Presence.GONE, "silentMs=" + silent / 1_000);
                    }
                });
        beat();
    }

    private void beat() {
        count++;
        for (String machine : settings.machines()) {
            env.send(NodeId.localDetector(machine), new MachineHeartbeat(count));
        }
        report();
        env.setAlarm(Alarm.BEAT, settings.intervalMicros());
    }

    /** Whether that changed anything. */
    private boolean turn(String name, Watched machine, Presence next, String cause) {
        if (machine.presence == next) {
            return false;
        }
        machine.presence = next;
        version++;
        env.story("machine=" + name + " presence=" + next + " cause=\"" + cause + "\"");
        return true;
    }

    private void report() {
        List<Machines.Verdict> verdicts = new ArrayList<>();
        for (Map.Entry<String, Watched> machine : machines.entrySet()) {
            verdicts.add(new Machines.Verdict(machine.getKey(), machine.getValue().presence));
        }
        tellManagers(new Machines(settings.epoch(), version, verdicts));
    }

    private void tellManagers(Message message) {
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), message);
        }
    }
}
