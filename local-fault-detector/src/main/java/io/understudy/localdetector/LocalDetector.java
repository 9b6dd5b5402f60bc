package io.understudy.localdetector;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToLocalDetector;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.WakefulClock;
import io.understudy.protocol.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches the replicas of its machine, makes sure that those it calls dead are, starts them when a
 * manager asks, and tells all this to managers and global detectors.
 *
 * <p>What it tells is derived anew after every event and compared with what was told last: so no
 * change can be forgotten, and none be told that is none. It is told whole, and again and again, so
 * that no one report matters.
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>LD1: within an epoch the version grows by one with each change of what is told, and two
 *       reports of one version say the same.
 *   <li>LD2: a life that was told dead is never told otherwise.
 *   <li>LD3: a life is told dead only when the operating system has said so of its process, or that
 *       process itself has gone on to another incarnation.
 *   <li>LD4: only a process is killed whose pid and start time the operating system has confirmed.
 *   <li>LD5: of one name at most one start is under way, and none while the name lives.
 *   <li>LD6: of one name at most one life is told that is not dead.
 *   <li>LD7: a replica is condemned only after its timeout on a clock that stands still while this
 *       detector does, and at a last look that found nothing either.
 * </ul>
 */
public final class LocalDetector implements ToLocalDetector.Inbox, Processes.Events {

    /** A few of each name's lives must fit into one report. */
    public static final int REPLICAS_MAX = LocalReport.SIGHTINGS_MAX / (Past.LIVES_MAX + 1);

    public enum Alarm {
        /** The earliest of all that is due: at a post, a repeated report, the end of settling. */
        DUE
    }

    /**
     * @param machine also this detector's own name
     * @param epoch greater than in every earlier life of this detector
     * @param settling how long replicas that run already are given to register; more than it takes
     *     to connect to them. Until then nothing is started, since it may run
     */
    public record Settings(ClusterFile cluster, String machine, long epoch, Duration settling) {

        /** Connections are re-made within a second. */
        public static final Duration SETTLING_DEFAULT = Duration.ofMillis(1_500);

        public Settings {
            Check.argument(cluster.machine(machine).isPresent(), "machine=%s", machine);
            Check.argument(epoch >= 1, "epoch=%d", epoch);
            Check.argument(!settling.isNegative(), "settling=%s", settling);
        }
    }

    private final Env<Alarm> env;
    private final Settings settings;
    private final World world;
    private final List<NodeId> managers;
    private final List<NodeId> globalDetectors;

    /** One for each replica that belongs to this machine; never changes. */
    private final Map<String, Post> posts = new TreeMap<>();

    /** A delay longer than this was a sleep, after which every replica gets its timeout anew. */
    private final long sleepMicros;

    /** A sleep longer than this was longer than any replica here may be silent. */
    private final long longSleepMicros;

    private boolean settled = false;

    /** When the report is repeated, changed or not. */
    private long repeatDueMicros;

    private long settledDueMicros;

    /** When the alarm rings, if it is pending; like all times here, on the wakeful clock. */
    private long alarmMicros = 0;

    private boolean alarmPending = false;

    /** What was told last; LD1. */
    private LocalReport told;

    public LocalDetector(Settings settings, Env<Alarm> env, Processes processes) {
        this.env = env;
        this.settings = settings;
        this.world = new World(env, processes, new WakefulClock(env));
        ClusterFile cluster = settings.cluster();
        this.managers =
                cluster.replicationManagers().stream()
                        .map(entry -> NodeId.manager(entry.name()))
                        .toList();
        this.globalDetectors =
                cluster.globalFaultDetectors().stream()
                        .map(entry -> NodeId.globalDetector(entry.name()))
                        .toList();
        long shortestMicros = repeatMicros();
        long shortestTimeoutMicros = Long.MAX_VALUE;
        for (GroupEntry group : cluster.groups()) {
            for (ReplicaEntry replica : group.replicas()) {
                if (replica.machine().equals(settings.machine())) {
                    posts.put(replica.name(), new Post(world, group, replica.name(), this::living));
                    long intervalMicros = World.micros(group.heartbeat().interval());
                    shortestMicros = Math.min(shortestMicros, intervalMicros);
                    long timeoutMicros = World.micros(group.heartbeat().timeout());
                    shortestTimeoutMicros = Math.min(shortestTimeoutMicros, timeoutMicros);
                }
            }
        }
        Check.argument(
                posts.size() <= REPLICAS_MAX,
                "machine %s has %d replicas: want at most %d",
                settings.machine(),
                posts.size(),
                REPLICAS_MAX);
        this.sleepMicros = shortestMicros;
        this.longSleepMicros = shortestTimeoutMicros;
        this.told = new LocalReport(settings.epoch(), 0, false, List.of(), List.of());
    }

    public void start() {
        env.story("started machine=" + settings.machine() + " epoch=" + settings.epoch());
        settledDueMicros = world.clock().nowMicros() + World.micros(settings.settling());
        tell(told);
        planNext();
    }

    @Override
    public void onRegister(NodeId from, Register register) {
        handle(() -> register(from, register));
    }

    private void register(NodeId from, Register register) {
        if (!from.equals(register.replica().node())) {
            env.ignored(register, from, "only a replica registers, and only itself");
            return;
        }
        ProcessId process = new ProcessId(register.pid(), register.startTime());
        Optional<Post> post = post(register.group(), from.name());
        if (post.isEmpty()) {
            Post.refuse(
                    world,
                    register,
                    "no such replica of that group belongs to " + settings.machine());
        } else if (isHeldByAnother(post.get(), process)) {
            // Ending the one would end the other.
            Post.refuse(
                    world, register, "process " + process.pid() + " is another replica already");
        } else {
            post.get().register(from, register);
        }
    }

    private boolean isHeldByAnother(Post post, ProcessId process) {
        return posts.values().stream().anyMatch(each -> each != post && each.isHeldBy(process));
    }

    @Override
    public void onHeartbeatAnswer(NodeId from, HeartbeatAnswer answer) {
        handle(() -> answer(from, answer));
    }

    private void answer(NodeId from, HeartbeatAnswer answer) {
        Optional<Post> post = Optional.ofNullable(posts.get(from.name()));
        if (post.isEmpty() || !from.equals(answer.replica().node())) {
            env.ignored(answer, from, "not a replica of this machine");
            return;
        }
        post.get().answer(from, answer);
    }

    /** Every answer shows the whole: that this machine is there, and what is on it. */
    @Override
    public void onMachineHeartbeat(NodeId from, MachineHeartbeat heartbeat) {
        if (from.role() != Role.GLOBAL_DETECTOR) {
            env.ignored(heartbeat, from, "not a global detector");
            return;
        }
        env.send(from, told);
    }

    @Override
    public void onStartReplica(NodeId from, StartReplica start) {
        handle(() -> startReplica(from, start));
    }

    private void startReplica(NodeId from, StartReplica start) {
        Optional<Post> post = post(start.group(), start.replica());
        if (from.role() != Role.REPLICATION_MANAGER) {
            env.ignored(start, from, "not a manager");
        } else if (post.isEmpty()) {
            env.ignored(start, from, "no such replica of that group on this machine");
        } else if (!settled) {
            env.ignored(start, from, "not settled: it may run already");
        } else {
            post.get().onStartWanted(from, start);
        }
    }

    /**
     * The connection with that replica is closed. No proof of anything: the process may live on.
     */
    public void onConnectionClosed(NodeId replica) {
        if (replica.role() == Role.REPLICA && posts.containsKey(replica.name())) {
            posts.get(replica.name()).onConnectionClosed();
        }
    }

    @Override
    public void onProcessEnded(ProcessId process, String cause) {
        handle(() -> posts.values().forEach(post -> post.onProcessEnded(process, cause)));
    }

    @Override
    public void onProcessStopped(ProcessId process) {
        handle(() -> posts.values().forEach(post -> post.onProcessStopped(process)));
    }

    @Override
    public void onProcessContinued(ProcessId process) {
        handle(() -> posts.values().forEach(post -> post.onProcessContinued(process)));
    }

    @Override
    public void onLaunched(String replica, ProcessId process) {
        handle(() -> posts.get(replica).onLaunched(process));
    }

    /** For whoever looks for the reason of a death: nothing follows from it. */
    @Override
    public void onExitCode(String replica, ProcessId process, int code) {
        env.story("exited replica=" + replica + " pid=" + process.pid() + " code=" + code);
    }

    @Override
    public void onLaunchFailed(String replica, String reason) {
        handle(() -> posts.get(replica).onLaunchFailed(reason));
    }

    public void onAlarm(Alarm alarm) {
        alarmPending = false;
        handle(() -> {});
    }

    /** Its process is about to end, which is not the end of those that it watches. */
    public void onEnd() {
        List<String> goOn = living();
        if (!goOn.isEmpty()) {
            env.story(
                    "leaves replicas="
                            + String.join(",", goOn)
                            + ": they go on, and the next detector of this machine takes them up");
        }
    }

    /** The names that are held, in order. */
    private List<String> living() {
        return posts.entrySet().stream()
                .filter(post -> post.getValue().isHeld())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One event: what is late is found out first, what follows from it is done and told last. */
    private void handle(Runnable event) {
        forgiveIfSlept();
        event.run();
        // Derived from the time and not from an alarm: after a sleep anything may come first.
        posts.values().forEach(Post::onDue);
        settled |= world.clock().nowMicros() >= settledDueMicros;
        publish();
        planNext();
    }

    private void forgiveIfSlept() {
        long lateMicros = world.clock().lateMicros();
        boolean watches = posts.values().stream().anyMatch(Post::isHeld);
        if (watches && lateMicros > sleepMicros) {
            // A busy machine is late by an interval many times a day; nobody needs to look at that.
            env.trace(
                    lateMicros > longSleepMicros ? Weight.WARNING : Weight.DETAIL,
                    "slept ms="
                            + World.millis(lateMicros)
                            + ": a replica that died or hung meanwhile is noticed only now. No replica"
                            + " is blamed for what this process or its machine did not do");
            posts.values().forEach(Post::forgive);
        }
    }

    /**
     * Nothing is ever farther away than the next repeated report, so that the wakeful clock knows
     * of every sleep that is longer.
     */
    private void planNext() {
        long dueMicros = settled ? repeatDueMicros : Math.min(repeatDueMicros, settledDueMicros);
        for (Post post : posts.values()) {
            dueMicros = Math.min(dueMicros, post.dueMicros());
        }
        boolean inTime = world.clock().lateMicros() == 0;
        if (alarmPending && inTime && dueMicros == alarmMicros) {
            return;
        }
        long delayMicros = Math.max(0, dueMicros - world.clock().nowMicros());
        world.clock().plan(delayMicros);
        env.setAlarm(Alarm.DUE, delayMicros);
        alarmPending = true;
        alarmMicros = dueMicros;
    }

    private void publish() {
        List<Sighting> sightings = new ArrayList<>();
        List<LaunchNote> notes = new ArrayList<>();
        for (Post post : posts.values()) {
            sightings.addAll(post.sightings());
            post.note().ifPresent(notes::add);
        }
        boolean changed =
                settled != told.settled()
                        || !sightings.equals(told.sightings())
                        || !notes.equals(told.launches());
        if (changed) {
            tell(new LocalReport(told.epoch(), told.version() + 1, settled, sightings, notes));
        } else if (world.clock().nowMicros() >= repeatDueMicros) {
            repeat();
        }
    }

    /** To managers alone: global detectors ask for it. */
    private void repeat() {
        managers.forEach(manager -> env.send(manager, told));
        repeatDueMicros = World.nextMultiple(world.clock().nowMicros(), repeatMicros());
    }

    private void tell(LocalReport report) {
        told = report;
        // Managers first: they can do something about it.
        repeat();
        globalDetectors.forEach(detector -> env.send(detector, report));
    }

    private Optional<Post> post(String group, String replica) {
        return Optional.ofNullable(posts.get(replica)).filter(post -> post.group().equals(group));
    }

    private long repeatMicros() {
        return World.micros(settings.cluster().detection().machines().interval());
    }
}
