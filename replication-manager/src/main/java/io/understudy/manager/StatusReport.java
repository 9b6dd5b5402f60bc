package io.understudy.manager;

import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an operator sees of the cluster, as one manager does; written as JSON field by field. */
public record StatusReport(
        String cluster,
        List<ManagerLine> managers,
        List<AliveLine> detectors,
        List<AliveLine> machines,
        List<GroupLine> groups) {

    /** A manager. */
    public record ManagerLine(String name, boolean leads) {}

    /** A detector or a machine. */
    public record AliveLine(String name, boolean alive) {}

    /**
     * A group.
     *
     * @param state starting, serving, changing, waiting, lost or blocked
     * @param detail where somebody has to do something: why that is its state, and what
     */
    public record GroupLine(
            String name,
            String style,
            String backups,
            String state,
            String detail,
            Optional<ViewLine> view,
            List<ReplicaLine> replicas,
            List<HistoryLine> history) {}

    /** A group's newest view. */
    public record ViewLine(
            long number,
            boolean activated,
            String primary,
            List<String> members,
            List<String> joiners) {

        static ViewLine of(View view, boolean activated) {
            return new ViewLine(
                    view.number(),
                    activated,
                    view.primary().name(),
                    view.members().stream().map(ReplicaId::name).toList(),
                    view.joiners().stream().map(ReplicaId::name).toList());
        }
    }

    /**
     * A replica of the cluster file.
     *
     * @param state primary, backup, joiner, idle, starting, lost, dead or absent
     * @param pid 0 while none is known to run
     * @param incarnation of its latest life, or empty
     * @param detail what its detector says of it
     */
    public record ReplicaLine(
            String name,
            String machine,
            String state,
            long pid,
            String incarnation,
            long view,
            long sequence,
            boolean hearsManager,
            String detail) {}

    /**
     * A view of the past or the present.
     *
     * @param formedAt microseconds of the epoch
     * @param activatedAt microseconds of the epoch, 0 if it never was
     */
    public record HistoryLine(ViewLine view, String cause, long formedAt, long activatedAt) {}

    static StatusReport of(
            ManagerSettings settings,
            boolean leads,
            List<GroupRecord> records,
            Hearsay hearsay,
            Map<String, String> blocked,
            Map<String, List<String>> awaited,
            long nowMicros) {
        List<GroupLine> groups = new ArrayList<>();
        for (GroupRecord record : records) {
            settings.group(record.rules().group())
                    .ifPresent(
                            group ->
                                    groups.add(
                                            line(
                                                    group,
                                                    record,
                                                    hearsay,
                                                    GroupState.of(
                                                            group, record, blocked, awaited))));
        }
        return new StatusReport(
                settings.cluster(),
                List.of(new ManagerLine(settings.name(), leads)),
                settings.globalDetectors().stream()
                        .map(
                                name ->
                                        new AliveLine(
                                                name, hearsay.hearsGlobalDetector(name, nowMicros)))
                        .toList(),
                hearsay.machines().entrySet().stream()
                        .map(
                                machine ->
                                        new AliveLine(
                                                machine.getKey(),
                                                machine.getValue().alive(nowMicros)))
                        .toList(),
                groups);
    }

    private static GroupLine line(
            GroupSettings settings, GroupRecord record, Hearsay hearsay, GroupState state) {
        return new GroupLine(
                record.rules().group(),
                record.rules().style().name().toLowerCase(Locale.ROOT),
                settings.backups().name().toLowerCase(Locale.ROOT),
                state.word(),
                state.detail(),
                record.newest().map(view -> ViewLine.of(view, record.newestIsActivated())),
                settings.rules().replicas().stream()
                        .map(name -> replica(name, settings, record, hearsay))
                        .toList(),
                record.history().stream()
                        .map(
                                formed ->
                                        new HistoryLine(
                                                ViewLine.of(
                                                        formed.view(), formed.activatedAt() > 0),
                                                formed.cause(),
                                                formed.formedAt(),
                                                formed.activatedAt()))
                        .toList());
    }

    private static ReplicaLine replica(
            String name, GroupSettings settings, GroupRecord record, Hearsay hearsay) {
        String machine = settings.machineOf(name);
        MachineWatch watch = hearsay.machine(machine).orElseThrow();
        Optional<Life> latest =
                record.lives().stream()
                        .filter(life -> life.replica().name().equals(name))
                        .reduce((earlier, later) -> later);
        Optional<Sighting> sighting = latest.flatMap(life -> watch.sighting(life.replica()));
        Optional<Present> present =
                hearsay.present(name)
                        .filter(
                                said ->
                                        latest.filter(life -> life.replica().equals(said.replica()))
                                                .isPresent());
        Optional<LaunchNote> launch = watch.launch(name);
        boolean starting =
                launch.filter(note -> note.launching() == Launching.STARTING).isPresent();
        return new ReplicaLine(
                name,
                machine,
                state(latest, record, starting),
                latest.filter(Life::up).flatMap(life -> sighting).map(Sighting::pid).orElse(0L),
                latest.map(life -> String.format("%016x", life.replica().incarnation())).orElse(""),
                present.map(Present::view).orElse(0L),
                present.map(Present::sequence).orElse(0L),
                sighting.map(Sighting::hearsManager).orElse(false),
                launch.map(StatusReport::text).or(() -> sighting.map(Sighting::cause)).orElse(""));
    }

    private static String text(LaunchNote note) {
        String launching = note.launching().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return launching + ": " + note.detail();
    }

    private static String state(Optional<Life> latest, GroupRecord record, boolean starting) {
        if (latest.isEmpty() || !latest.get().up()) {
            if (starting) {
                return "starting";
            }
            return latest.map(life -> life.standing() == Life.Standing.ENDED ? "dead" : "lost")
                    .orElse("absent");
        }
        ReplicaId replica = latest.get().replica();
        Optional<View> view = record.newest().filter(newest -> newest.concerns(replica));
        if (view.isEmpty()) {
            return "idle";
        }
        if (view.get().primary().equals(replica)) {
            return "primary";
        }
        return view.get().hasMember(replica) ? "backup" : "joiner";
    }
}
