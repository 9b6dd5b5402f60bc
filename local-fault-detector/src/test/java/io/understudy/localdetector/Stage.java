package io.understudy.localdetector;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Detection;
import io.understudy.config.Durability;
import io.understudy.config.Folders;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.Host;
import io.understudy.config.Launch;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.ReplicaPorts;
import io.understudy.config.Style;
import io.understudy.localdetector.LocalDetector.Alarm;
import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.ToReplica;
import io.understudy.protocol.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A machine in virtual time with one local detector, replicas S1 and S2, and an operating system
 * that does what it is told. Everything the detector says stands in {@link #log}; what it reports
 * is checked against what is really so by {@link ReportChecks}.
 */
final class Stage implements Env<Alarm>, Processes {

    static final NodeId MANAGER = NodeId.manager("RM1");
    static final NodeId GLOBAL = NodeId.globalDetector("GFD1");

    static final String GROUP = "kv";

    private record Event(long micros, long order, Runnable what) {}

    private final List<String> warnings = new ArrayList<>();

    /** Time, then what was said; heartbeats and repeated reports left out. */
    final List<String> log = new ArrayList<>();

    final LocalDetector detector;

    /** Everybody's, by name; a replica that is in here answers its heartbeats. */
    final Map<String, Actor> actors = new TreeMap<>();

    final ReportChecks checks = new ReportChecks(this::runs);

    /** Whether the operating system lets the detector end processes. */
    boolean mayKill = true;

    /** Whether a killed process ends; one that waits for a dead disk does not. */
    boolean killedEnds = true;

    /** Whether the answer to a launch comes by itself. */
    boolean launchesAreTold = true;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::micros).thenComparing(Event::order));
    private final Map<Alarm, Long> alarms = new EnumMap<>(Alarm.class);
    private final Map<Long, Long> processes = new TreeMap<>();
    private final TreeSet<Long> confirmed = new TreeSet<>();
    private final TreeSet<Long> watched = new TreeSet<>();
    private long nowMicros = 0;
    private long order = 0;
    private long pidLast = 100;
    private String told = "";

    Stage() {
        detector =
                new LocalDetector(
                        new LocalDetector.Settings(cluster(), "M1", 7, Duration.ofSeconds(1)),
                        this,
                        this);
    }

    /** Answers heartbeats after a millisecond, with as much progress as it makes. */
    final class Actor {
        final ReplicaId id;
        final ProcessId process;
        boolean answers = true;
        boolean works = true;
        boolean hearsManager = true;
        private long progress = 10;

        Actor(ReplicaId id, ProcessId process) {
            this.id = id;
            this.process = process;
        }

        void register() {
            detector.onRegister(
                    id.node(), new Register(GROUP, id, process.pid(), process.startTime()));
        }

        private void onHeartbeat(long count) {
            if (!answers || !runs(process)) {
                return;
            }
            progress += works ? 1 : 0;
            HeartbeatAnswer answer = new HeartbeatAnswer(id, count, progress, hearsManager);
            in(1, () -> detector.onHeartbeatAnswer(id.node(), answer));
        }
    }

    /** Somebody starts that replica by hand, and it registers. */
    Actor appear(String name, long incarnation) {
        Actor actor = new Actor(new ReplicaId(name, incarnation), newProcess());
        actors.put(name, actor);
        actor.register();
        return actor;
    }

    /** It registers, and then is too busy with its own start to answer. */
    Actor appearSpeechless(String name, long incarnation) {
        Actor actor = new Actor(new ReplicaId(name, incarnation), newProcess());
        actor.answers = false;
        actors.put(name, actor);
        actor.register();
        return actor;
    }

    /** That process has drawn another incarnation. */
    Actor reappear(Actor before, long incarnation) {
        Actor actor = new Actor(new ReplicaId(before.id.name(), incarnation), before.process);
        actors.put(before.id.name(), actor);
        actor.register();
        return actor;
    }

    ProcessId newProcess() {
        pidLast++;
        processes.put(pidLast, pidLast * 10);
        return new ProcessId(pidLast, pidLast * 10);
    }

    /** That process ends; the detector sees it two milliseconds later, if it watches. */
    void end(ProcessId process, String cause) {
        if (runs(process)) {
            processes.remove(process.pid());
            in(2, () -> tellEnd(process, cause));
        }
    }

    private void tellEnd(ProcessId process, String cause) {
        if (watched.remove(process.pid())) {
            detector.onProcessEnded(process, cause);
        }
    }

    boolean runs(ProcessId process) {
        return processes.getOrDefault(process.pid(), -1L) == process.startTime();
    }

    void want(String replica) {
        detector.onStartReplica(MANAGER, new StartReplica(GROUP, replica));
    }

    void heartbeatFromGlobal() {
        told = "";
        detector.onMachineHeartbeat(GLOBAL, new MachineHeartbeat(1));
    }

    void in(long ms, Runnable what) {
        events.add(new Event(nowMicros + ms * 1_000, order++, what));
    }

    /** Everything that is due until then happens, in order. */
    void runUntil(long ms) {
        while (true) {
            Optional<Map.Entry<Alarm, Long>> alarm =
                    alarms.entrySet().stream().min(Map.Entry.comparingByValue());
            long alarmMicros = alarm.map(Map.Entry::getValue).orElse(Long.MAX_VALUE);
            long eventMicros = events.isEmpty() ? Long.MAX_VALUE : events.peek().micros();
            if (Math.min(alarmMicros, eventMicros) > ms * 1_000) {
                nowMicros = Math.max(nowMicros, ms * 1_000);
                return;
            }
            // What the network brings is behind what the clock brings: the worse order.
            if (alarmMicros <= eventMicros) {
                nowMicros = Math.max(nowMicros, alarmMicros);
                alarms.remove(alarm.orElseThrow().getKey());
                detector.onAlarm(alarm.orElseThrow().getKey());
            } else {
                nowMicros = Math.max(nowMicros, eventMicros);
                events.remove().what().run();
            }
        }
    }

    /** The detector does nothing for so long; the world around it goes on. */
    void sleep(long ms) {
        nowMicros += ms * 1_000;
    }

    long nowMs() {
        return nowMicros / 1_000;
    }

    List<String> warnings() {
        return warnings;
    }

    /** What was said since the last call, in order. */
    List<String> said() {
        List<String> said = List.copyOf(log);
        log.clear();
        return said;
    }

    private void note(String line) {
        log.add(nowMs() + "ms " + line);
    }

    @Override
    public long nowMicros() {
        return nowMicros;
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(1);
    }

    @Override
    public void send(NodeId to, Message message) {
        if (message instanceof ToReplica.Heartbeat heartbeat) {
            Optional.ofNullable(actors.get(to.name()))
                    .ifPresent(actor -> actor.onHeartbeat(heartbeat.count()));
        } else if (message instanceof io.understudy.protocol.LocalReport report) {
            checks.check(report);
            String text = checks.text(report);
            if (to.equals(GLOBAL) && !text.equals(told)) {
                told = text;
                note(text);
            }
        } else {
            note("send " + to + " " + message);
        }
    }

    @Override
    public void setAlarm(Alarm alarm, long delayMicros) {
        alarms.put(alarm, nowMicros + delayMicros);
    }

    @Override
    public void trace(Weight weight, String fact) {
        note(fact);
        if (weight == Weight.WARNING) {
            warnings.add(fact);
        }
    }

    @Override
    public OptionalLong startTimeOf(long pid) {
        Long startTime = processes.get(pid);
        if (startTime == null) {
            return OptionalLong.empty();
        }
        confirmed.add(pid);
        return OptionalLong.of(startTime);
    }

    @Override
    public void watch(ProcessId process) {
        watched.add(process.pid());
        if (!runs(process)) {
            in(1, () -> tellEnd(process, "gone"));
        }
    }

    @Override
    public void look(ProcessId process) {
        note("look pid=" + process.pid());
    }

    @Override
    public boolean kill(ProcessId process) {
        if (!confirmed.contains(process.pid())) {
            throw new AssertionError("LD4: killed unproved " + process);
        }
        if (!runs(process)) {
            return true;
        }
        note("kill pid=" + process.pid() + (mayKill ? "" : " in vain"));
        if (mayKill && killedEnds) {
            end(process, "killed by signal 9");
        }
        return mayKill;
    }

    @Override
    public void launch(String group, String replica) {
        note("launch " + replica);
        if (launchesAreTold) {
            in(5, () -> launched(replica));
        }
    }

    void launched(String replica) {
        ProcessId process = newProcess();
        confirmed.add(process.pid());
        actors.put(replica, new Actor(new ReplicaId(replica, process.pid()), process));
        detector.onLaunched(replica, process);
    }

    static ClusterFile cluster() {
        Launch launch =
                new Launch(
                        List.of(),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        4,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2));
        ReplicaPorts ports = new ReplicaPorts(1, 2, 3, 4);
        GroupEntry group =
                new GroupEntry(
                        GROUP,
                        new ApplicationEntry("kv"),
                        Style.PASSIVE,
                        Backups.HOT,
                        false,
                        Reads.LEASE,
                        Durability.NONE,
                        false,
                        3,
                        true,
                        List.of(
                                new ReplicaEntry("S1", "M1", ports),
                                new ReplicaEntry("S2", "M1", ports),
                                new ReplicaEntry("S3", "M2", ports)),
                        new Heartbeat(Duration.ofMillis(50), Duration.ofMillis(300)),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        launch);
        Host host = new Host("127.0.0.1", "127.0.0.1");
        return new ClusterFile(
                "test",
                new Folders("data", "logs"),
                new Detection(
                        Duration.ofMillis(1),
                        new Heartbeat(Duration.ofMillis(100), Duration.ofMillis(600))),
                List.of(new ManagerEntry("RM1", host, 1, 2)),
                List.of(new GlobalDetectorEntry("GFD1", host, 3)),
                List.of(new MachineEntry("M1", host), new MachineEntry("M2", host)),
                List.of(group));
    }
}
