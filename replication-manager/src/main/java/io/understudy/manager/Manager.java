package io.understudy.manager;

import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToManager.Relayed;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.View;
import io.understudy.protocol.WakefulClock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns what it hears into facts, has them recorded, and tells everybody concerned what follows.
 *
 * <p>It never acts on hearsay: whatever it hears becomes a {@link Command}, and views follow from
 * recorded commands alone ({@link ManagerState}). So a manager that dies between hearing and
 * recording has done nothing, and one that dies after recording is continued by whoever reads the
 * record. Everything it hears is repeated by those who say it, and everything it says is said again
 * to whoever shows himself.
 *
 * <pre>
 *   local detector    manager        record       new primary
 *        |-- S1 is dead -->|               |               |
 *        |                 |-- lost S1 --->|               |
 *        |                 |<-- recorded --|               |   view 5 exists from here on
 *        |                 |------ enter view 5 ---------->|   and is heard of only now (V5)
 * </pre>
 */
public final class Manager implements ToManager.Inbox, ViewListener {

    public enum Alarm {
        SWEEP
    }

    private final ManagerSettings settings;
    private final Env<Alarm> env;
    private final ManagerState state;
    private final Hearsay hearsay;
    private final Proposals proposals;
    private final Announcer announcer;
    private final Starter starter;

    /** By group: when this manager saw its newest view formed, or began to lead. */
    private final TreeMap<String, Long> formedMicros = new TreeMap<>();

    /** Timeouts are judged by it: who was not listened to was not silent. */
    private final WakefulClock clock;

    /** By group without a view: when its first replica showed itself. */
    private final TreeMap<String, Long> gatheringMicros = new TreeMap<>();

    /** By group whose replicas know more views than the record does: what is wrong. */
    private final TreeMap<String, String> strangers = new TreeMap<>();

    /** By group without a view: who may have a part in an earlier one, as was last told. */
    private final TreeMap<String, List<String>> awaited = new TreeMap<>();

    private boolean leads = false;

    public Manager(ManagerSettings settings, Env<Alarm> env, CommandLog log) {
        this.settings = settings;
        this.env = env;
        this.clock = new WakefulClock(env);
        this.state = new ManagerState(this);
        this.hearsay = new Hearsay(settings);
        this.proposals = new Proposals(log);
        this.announcer = new Announcer(env, settings.doors());
        this.starter = new Starter(env, clock, hearsay);
    }

    public void start() {
        planSweep();
    }

    private void planSweep() {
        clock.plan(settings.sweepMicros());
        env.setAlarm(Alarm.SWEEP, settings.sweepMicros());
    }

    /** What was known at a point of the record, after which {@link #onRecorded} goes on. */
    public void restore(List<GroupRecord> snapshot) {
        state.restore(snapshot);
    }

    public List<GroupRecord> snapshot() {
        return state.snapshot();
    }

    /**
     * Whether this manager acts. It hears and remembers all the same while another one does.
     *
     * @param next true once everything recorded so far has been through {@link #onRecorded}
     */
    public void onLeading(boolean next) {
        leads = next;
        proposals.forget();
        formedMicros.clear();
        env.story("leads=" + leads);
        if (leads) {
            for (GroupSettings group : settings.groups()) {
                Optional<GroupRecord> known = state.group(group.name());
                if (known.filter(some -> some.rules().equals(group.rules())).isEmpty()) {
                    propose(new Command.Configured(group.rules()));
                }
                known.ifPresent(announcer::tellEverybody);
            }
        }
    }

    public void onRecorded(Stamped stamped) {
        proposals.recorded(stamped.command());
        state.apply(stamped.command(), stamped.at());
        settings.group(stamped.command().group()).ifPresent(this::askForStarts);
    }

    @Override
    public void onFormed(String group, View view, String cause) {
        if (leads) {
            formedMicros.put(group, clock.nowMicros());
            env.story(view + " group=" + group + " cause=\"" + cause + "\"");
            state.group(group).ifPresent(announcer::tellReplicas);
        }
    }

    @Override
    public void onActivated(String group, View view) {
        if (leads) {
            env.story("activated view=" + view.number() + " group=" + group);
            state.group(group).ifPresent(announcer::tellEverybody);
        }
    }

    @Override
    public void onPresent(NodeId from, Present said) {
        Optional<GroupSettings> group = settings.group(said.group());
        String name = said.replica().name();
        if (group.isEmpty() || group.get().machineOf(name) == null) {
            env.ignored(said, from, "no replica " + name + " in group " + said.group());
            return;
        }
        if (!isOf(from, said.replica())) {
            env.ignored(said, from, "it speaks for " + said.replica());
            return;
        }
        if (said.heardView() > Command.Preceded.HEARD_VIEW_MAX) {
            env.ignored(said, from, "no group has come to a view of that number");
            return;
        }
        if (isBeyondTheRecord(said)) {
            return;
        }
        hearsay.onPresent(said, clock.nowMicros());
        conclude(group.get());
        if (leads) {
            state.group(said.group()).ifPresent(known -> announcer.tell(said.replica(), known));
        }
    }

    /**
     * A replica knows a view that this manager never recorded: its folder was lost or replaced. A
     * view formed on what is left would be without what was acknowledged since; so it forms none.
     *
     * <p>Where nothing is left and the replica has no part in that view either, there is nothing to
     * lose by it: see {@link #mayBegin}.
     */
    private boolean isBeyondTheRecord(Present said) {
        Optional<View> newest = state.group(said.group()).flatMap(GroupRecord::newest);
        boolean beyond =
                newest.map(known -> said.heardView() > known.number()).orElse(said.view() > 0);
        if (leads && beyond && !strangers.containsKey(said.group())) {
            String what =
                    said.replica()
                            + (said.view() > 0 ? " is in view " : " has heard of view ")
                            + said.heardView()
                            + " and the record ends at "
                            + newest.map(View::number).orElse(0L)
                            + ". Put the lost record back; or stop all replicas of the group,"
                            + " then start this manager again";
            strangers.put(said.group(), what);
            env.warn("forms no view of group=" + said.group() + ": " + what);
        }
        return strangers.containsKey(said.group());
    }

    @Override
    public void onReconciled(NodeId from, Reconciled said) {
        Optional<GroupRecord> group =
                fromPrimary(from, said.group(), said.view(), said.primary(), said);
        if (group.isEmpty()) {
            return;
        }
        if (group.get().newestIsActivated()) {
            // It did not hear that it was; its next sign of life is answered with it.
            env.ignored(said, from, "view " + said.view() + " is activated already");
            return;
        }
        propose(new Command.Reconciled(said.group(), said.view(), said.primary()));
    }

    @Override
    public void onCaughtUp(NodeId from, CaughtUp said) {
        Optional<GroupRecord> group =
                fromPrimary(from, said.group(), said.view(), said.primary(), said);
        if (group.isEmpty()) {
            return;
        }
        boolean counts =
                group.get().newest().orElseThrow().hasJoiner(said.joiner())
                        && group.get().newestIsActivated()
                        && !group.get().caughtUp().contains(said.joiner());
        if (!counts) {
            env.ignored(said, from, said.joiner() + " is no joiner, or known to have caught up");
            return;
        }
        propose(new Command.CaughtUp(said.group(), said.view(), said.primary(), said.joiner()));
    }

    @Override
    public void onMemberSilent(NodeId from, MemberSilent said) {
        Optional<GroupRecord> group =
                fromPrimary(from, said.group(), said.view(), said.primary(), said);
        if (group.isEmpty()) {
            return;
        }
        boolean counts =
                group.get().newest().orElseThrow().hasMember(said.member())
                        && group.get()
                                .life(said.member())
                                .filter(life -> !life.shunned())
                                .isPresent();
        if (!counts) {
            env.ignored(said, from, said.member() + " is no member, or known to be silent");
            return;
        }
        propose(new Command.MemberSilent(said.group(), said.view(), said.primary(), said.member()));
    }

    @Override
    public void onMachines(NodeId from, Machines said) {
        if (from.role() != Role.GLOBAL_DETECTOR) {
            env.ignored(said, from, "not a global detector");
            return;
        }
        long now = clock.nowMicros();
        hearsay.onGlobalDetector(from.name(), now);
        for (Machines.Verdict verdict : said.machines()) {
            hearsay.machine(verdict.machine())
                    .ifPresent(
                            machine ->
                                    machine.onPresence(
                                            from.name(),
                                            said.epoch(),
                                            said.version(),
                                            verdict.presence(),
                                            now));
        }
        concludeAll();
    }

    @Override
    public void onRelayed(NodeId from, Relayed said) {
        Optional<MachineWatch> machine = hearsay.machine(said.machine());
        if (from.role() != Role.GLOBAL_DETECTOR || machine.isEmpty()) {
            env.ignored(said, from, "not a global detector, or no machine of ours");
            return;
        }
        machine.get().onReport(said.report());
        concludeAll();
    }

    @Override
    public void onLocalReport(NodeId from, LocalReport report) {
        Optional<MachineWatch> machine = hearsay.machine(from.name());
        if (from.role() != Role.LOCAL_DETECTOR || machine.isEmpty()) {
            env.ignored(report, from, "not the detector of a machine of ours");
            return;
        }
        machine.get().onHeardDirectly(clock.nowMicros());
        machine.get().onReport(report);
        concludeAll();
    }

    @Override
    public void onSubscribe(NodeId from, Subscribe said) {
        if (settings.group(said.group()).isEmpty()) {
            env.ignored(said, from, "no group " + said.group());
            return;
        }
        if (!announcer.subscribe(from, said.group())) {
            env.ignored(said, from, "there are too many subscribers");
            return;
        }
        if (leads) {
            state.group(said.group()).ifPresent(known -> announcer.tellClient(from, known));
        }
    }

    public void onAlarm(Alarm alarm) {
        planSweep();
        announcer.forgetSilentSubscribers();
        tellClientsOfWhatLasts();
        concludeAll();
        settings.groups().forEach(this::passOverIfLate);
        settings.groups().forEach(this::askForStarts);
    }

    /** Of views that have not been activated for a while, who watches is to know, too. */
    private void tellClientsOfWhatLasts() {
        long before = clock.nowMicros() - settings.sweepMicros();
        for (GroupSettings group : settings.groups()) {
            boolean lasts = formedMicros.getOrDefault(group.name(), Long.MIN_VALUE) <= before;
            if (leads && lasts) {
                state.group(group.name()).ifPresent(announcer::tellClientsIfNews);
            }
        }
    }

    /** What an operator sees. */
    public StatusReport status() {
        return StatusReport.of(
                settings, leads, state.snapshot(), hearsay, strangers, awaited, clock.nowMicros());
    }

    private void concludeAll() {
        settings.groups().forEach(this::conclude);
    }

    private void conclude(GroupSettings group) {
        if (leads && !strangers.containsKey(group.name())) {
            state.group(group.name())
                    .filter(known -> mayBegin(group, known))
                    .ifPresent(
                            known ->
                                    hearsay.conclusions(group, known, clock.nowMicros()).stream()
                                            .filter(fact -> !mustWait(group, known, fact))
                                            .forEach(this::propose));
        }
    }

    /**
     * Whether no view of a lost record can stand in the way of the first one of this record.
     *
     * <pre>
     *   S1, S2        S3, outside         manager, its folder lost
     *     |  view 7       |                        |
     *     |               |--- heard of view 7 --->|    S1 and S2 may hold what was acknowledged:
     *     |               |                        |    nobody begins before it is known
     *     X all parts     |                        |    that they are over,
     *     |               |<---- view 1008 --------|    and then above what anybody has heard of
     * </pre>
     */
    private boolean mayBegin(GroupSettings group, GroupRecord known) {
        long heard = hearsay.heardView(group);
        if (known.newest().isPresent() || heard <= known.precedingView()) {
            awaited.remove(group.name());
            return true;
        }
        List<String> awaitedNow = hearsay.mayHaveParts(group, clock.nowMicros());
        if (awaitedNow.isEmpty()) {
            awaited.remove(group.name());
            propose(new Command.Preceded(group.name(), heard));
        } else if (!awaitedNow.equals(awaited.put(group.name(), awaitedNow))) {
            env.story(
                    "waits group="
                            + group.name()
                            + " for="
                            + String.join(",", awaitedNow)
                            + " cause=\"there was a view "
                            + heard
                            + " that is not recorded, and they may have a part in it\"");
        }
        return false;
    }

    /** Whether that is an arrival in a group that has no view yet, and others may come along. */
    private boolean mustWait(GroupSettings group, GroupRecord known, Command fact) {
        if (!(fact instanceof Command.Arrived) || known.newest().isPresent()) {
            return false;
        }
        long now = clock.nowMicros();
        long since = gatheringMicros.computeIfAbsent(group.name(), unused -> now);
        return now - since < group.gatherMicros()
                && hearsay.shown(group, now) < group.rules().wanted();
    }

    /** A primary that seems alive and does not get its view reconciled is passed over. */
    private void passOverIfLate(GroupSettings group) {
        Optional<View> late =
                state.group(group.name())
                        .filter(known -> leads && !known.newestIsActivated())
                        .flatMap(GroupRecord::newest);
        long now = clock.nowMicros();
        if (late.isEmpty()) {
            return;
        }
        long formed = formedMicros.computeIfAbsent(group.name(), unused -> now);
        if (now - formed > group.viewTimeoutMicros()) {
            formedMicros.put(group.name(), now);
            propose(new Command.Overdue(group.name(), late.get().number()));
        }
    }

    private void askForStarts(GroupSettings group) {
        Long formed = formedMicros.get(group.name());
        boolean rests = formed != null && clock.nowMicros() - formed < Starter.REST_MICROS;
        if (leads && !rests) {
            state.group(group.name()).ifPresent(known -> starter.askForMissing(group, known));
        }
    }

    private void propose(Command command) {
        proposals.propose(command, settings.startedAt() + env.nowMicros());
    }

    /**
     * The group's record, if this is the newest view's primary speaking for itself. Anything else
     * is a voice from an older view and decides nothing.
     */
    private Optional<GroupRecord> fromPrimary(
            NodeId from, String group, long view, ReplicaId primary, Message said) {
        Optional<GroupRecord> known =
                state.group(group)
                        .filter(record -> leads && isOf(from, primary))
                        .filter(
                                record ->
                                        record.newest()
                                                .filter(newest -> newest.number() == view)
                                                .filter(newest -> newest.primary().equals(primary))
                                                .isPresent());
        if (known.isEmpty()) {
            env.ignored(said, from, "it is not primary of the newest view of " + group);
        }
        return known;
    }

    private static boolean isOf(NodeId from, ReplicaId replica) {
        return from.equals(replica.node());
    }
}
