package io.understudy.simulation;

import io.understudy.client.Client;
import io.understudy.client.ClientSettings;
import io.understudy.client.ViewSubscription;
import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.MachineEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.globaldetector.GlobalDetector;
import io.understudy.localdetector.LocalDetector;
import io.understudy.localdetector.Processes;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.Manager;
import io.understudy.manager.ManagerSettings;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient;
import io.understudy.protocol.ToGlobalDetector;
import io.understudy.protocol.ToLocalDetector;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.ToReplica;
import io.understudy.replica.Replica;
import io.understudy.replica.ReplicaSettings;
import io.understudy.replica.application.Applications;
import io.understudy.simulation.history.History;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A whole cluster in one thread and one seed: every core that runs in production, on simulated
 * machines, clocks, disks and wires.
 *
 * <p>Each process, machine and wire draws from a stream of its own, so that one draw more in one of
 * them leaves the others as they were.
 */
final class World {

    /** Where manager and global detector run; it does not fail as a whole. */
    static final String HEAD = "M0";

    private static final int CLIENTS_OF_A_GROUP = 3;

    private static final long CLIENT_TIMEOUT_MICROS = 5_000_000;

    private static final long WATCH_MICROS = 1_000_000;

    private static final int STORY_LINES_MAX = 10_000;

    private final SplittableRandom root;
    private final Shape shape;
    private final ClusterFile cluster;
    private final Weather stormy;
    private final Timeline timeline = new Timeline();
    private final Observer observer;
    private final Eavesdropper eavesdropper;
    private final SimNetwork network;
    private final SimRecord record;
    private final TreeMap<String, SimMachine> machines = new TreeMap<>();
    private final TreeMap<String, SimReplica> replicas = new TreeMap<>();
    private final TreeMap<String, LocalDetector> detectors = new TreeMap<>();
    private final TreeMap<Long, SimProcess<?>> processes = new TreeMap<>();
    private final TreeMap<String, Long> epochs = new TreeMap<>();
    private final ArrayDeque<String> story = new ArrayDeque<>();
    private final History history = new History();
    private final List<SimClient> clients = new ArrayList<>();
    private final EnumSet<Oddity> odd = EnumSet.noneOf(Oddity.class);
    private boolean clientsMayCall = true;
    private boolean fair = false;
    private long pids = 1_000;
    private long faults = 0;
    private long wholeAgainMicros = 0;

    World(long seed, Shape shape) {
        this.root = new SplittableRandom(seed);
        this.shape = shape;
        if (shape.strictAcknowledgement()) {
            saw(Oddity.CLASSIC_ACKNOWLEDGEMENT);
        }
        if (shape.reads().size() > 1) {
            saw(Oddity.SEVERAL_GROUPS);
        }
        this.cluster = SimCluster.file(shape);
        this.observer = new Observer(this, cluster);
        this.eavesdropper = new Eavesdropper(this, observer);
        this.stormy = Weather.drawnFrom(root.split());
        this.network = new SimNetwork(this);
        this.record = new SimRecord(this);
        for (MachineEntry machine : cluster.machines()) {
            machines.put(machine.name(), new SimMachine(machine.name(), this));
        }
    }

    void start() {
        startManager();
        startGlobalDetector();
        machineNames().forEach(this::startLocalDetector);
    }

    /** Of each group some, on machines of their own. */
    void startClients() {
        for (GroupEntry group : cluster.groups()) {
            for (int i = 0; i < CLIENTS_OF_A_GROUP; i++) {
                startClient(group.name());
            }
            startWatcher(group.name());
        }
    }

    private void startClient(String group) {
        String name = "C" + (clients.size() + 1);
        SimProcess<Client.Alarm> process =
                newProcess(NodeId.client(name), "M" + name, nextPid(), Client.Alarm.class);
        Client core = new Client(ClientSettings.of(cluster, group, CLIENT_TIMEOUT_MICROS), process);
        SimClient client = new SimClient(name, group, this, history);
        clients.add(client);
        process.whenReached(core::onReached);
        process.start(
                () -> {
                    core.start();
                    client.start(process, core);
                },
                door(ToClient.class, (message, from) -> message.deliverTo(core, from)),
                core::onAlarm);
    }

    /** One who wants to know of views and calls nothing. */
    private void startWatcher(String group) {
        SimProcess<ViewSubscription.Alarm> process =
                newProcess(
                        NodeId.client("W-" + group),
                        clientMachines().get(0),
                        nextPid(),
                        ViewSubscription.Alarm.class);
        ViewSubscription core =
                new ViewSubscription(
                        new ViewSubscription.Settings(group, List.of("RM1"), WATCH_MICROS),
                        process,
                        news -> observer.mustGoOn(process.id(), news));
        process.start(
                core::start,
                door(ToClient.class, (message, from) -> message.deliverTo(core, from)),
                core::onAlarm);
    }

    Shape shape() {
        return shape;
    }

    List<String> groups() {
        return cluster.groups().stream().map(GroupEntry::name).toList();
    }

    GroupEntry group(String name) {
        return cluster.group(name).orElseThrow();
    }

    /** Where replicas run. */
    List<String> machineNames() {
        return cluster.machines().stream().map(MachineEntry::name).toList();
    }

    List<String> clientMachines() {
        return clients.stream().map(SimClient::machine).toList();
    }

    History history() {
        return history;
    }

    long requestsAnswered() {
        return clients.stream().mapToLong(SimClient::answered).sum();
    }

    long requestsAnswered(String group) {
        return clients.stream()
                .filter(client -> client.group().equals(group))
                .mapToLong(SimClient::answered)
                .sum();
    }

    long callsUnderWay() {
        return clients.stream().mapToLong(SimClient::underWay).sum();
    }

    boolean clientsMayCall() {
        return clientsMayCall;
    }

    /** What is under way may still end. */
    void silenceClients() {
        clientsMayCall = false;
    }

    void runUntil(long micros) {
        timeline.runUntil(micros);
    }

    void strike(Fault fault, RandomGenerator random) {
        faults++;
        fault.strike(this, random);
    }

    void saw(Oddity oddity) {
        odd.add(oddity);
    }

    Set<Oddity> odd() {
        return odd;
    }

    /** How many faults there have been. */
    long faults() {
        return faults;
    }

    /** Belongs to a fault: only when that has happened, all is whole again. */
    void afterFault(long delayMicros, Runnable what) {
        wholeAgainMicros = Math.max(wholeAgainMicros, timeline.nowMicros() + delayMicros);
        timeline.after(delayMicros, what);
    }

    /** When the last fault so far ends. */
    long wholeAgainMicros() {
        return wholeAgainMicros;
    }

    void calmDown() {
        fair = true;
    }

    Timeline timeline() {
        return timeline;
    }

    boolean fair() {
        return fair;
    }

    Weather weather() {
        return fair ? Weather.FAIR : stormy;
    }

    SimNetwork network() {
        return network;
    }

    Observer observer() {
        return observer;
    }

    Eavesdropper eavesdropper() {
        return eavesdropper;
    }

    SimMachine machine(String name) {
        return machines.get(name);
    }

    TreeMap<String, SimReplica> replicas() {
        return replicas;
    }

    RandomGenerator split() {
        return root.split();
    }

    long nextPid() {
        return ++pids;
    }

    boolean isAlive(long pid) {
        SimProcess<?> process = processes.get(pid);
        return process != null && !process.dead();
    }

    SimProcess<?> process(long pid) {
        return processes.get(pid);
    }

    /** Where the newest view of that group has its primary, if there is a view. */
    Optional<String> machineOfPrimary(String group) {
        return observer.recorded(group)
                .flatMap(GroupRecord::newest)
                .flatMap(view -> cluster.replica(view.primary().name()))
                .map(ReplicaEntry::machine);
    }

    /** The latest life of every process there has been. */
    List<SimProcess<?>> running() {
        return processes.values().stream().filter(process -> !process.dead()).toList();
    }

    void note(String fact) {
        story.add(String.format("%10.3f ms %s", timeline.nowMicros() / 1_000.0, fact));
        if (story.size() > STORY_LINES_MAX) {
            story.poll();
        }
    }

    String story() {
        return String.join("\n", story);
    }

    void startManager() {
        SimProcess<Manager.Alarm> process =
                newProcess(NodeId.manager("RM1"), HEAD, nextPid(), Manager.Alarm.class);
        Manager[] manager = new Manager[1];
        manager[0] =
                new Manager(
                        ManagerSettings.of(cluster, "RM1", timeline.nowMicros()),
                        process,
                        record.openFor(process, manager));
        process.start(
                () -> {
                    record.replayInto(manager[0]);
                    manager[0].start();
                    manager[0].onLeading(true);
                },
                door(ToManager.class, (message, from) -> message.deliverTo(manager[0], from)),
                manager[0]::onAlarm);
    }

    void startGlobalDetector() {
        SimProcess<GlobalDetector.Alarm> process =
                newProcess(
                        NodeId.globalDetector("GFD1"), HEAD, nextPid(), GlobalDetector.Alarm.class);
        GlobalDetector core =
                new GlobalDetector(GlobalDetector.Settings.of(cluster, nextEpoch("GFD1")), process);
        process.whenReached(core::onReached);
        process.start(
                core::start,
                door(ToGlobalDetector.class, (message, from) -> message.deliverTo(core, from)),
                core::onAlarm);
    }

    void startLocalDetector(String machine) {
        machines.get(machine).forgetWatches();
        SimProcess<LocalDetector.Alarm> process =
                newProcess(
                        NodeId.localDetector(machine),
                        machine,
                        nextPid(),
                        LocalDetector.Alarm.class);
        LocalDetector core =
                new LocalDetector(
                        new LocalDetector.Settings(
                                cluster, machine, nextEpoch(machine), Duration.ofMillis(1_500)),
                        process,
                        machines.get(machine));
        detectors.put(machine, core);
        process.start(
                core::start,
                door(ToLocalDetector.class, (message, from) -> message.deliverTo(core, from)),
                core::onAlarm);
    }

    /** The operating system has something to tell; a life that began later did not ask for it. */
    void tellDetector(String machine, SimProcess<?> life, Consumer<Processes.Events> what) {
        if (life != null && !life.dead() && network.at(life.id()) == life) {
            LocalDetector core = detectors.get(machine);
            life.run(() -> what.accept(core));
        }
    }

    /** It was stopped, or goes on. */
    void tellOfSignal(SimProcess<?> process) {
        SimMachine machine = machines.get(process.machine());
        if (machine != null) {
            machine.tellOfSignal(process);
        }
    }

    SimProcess<Replica.Alarm> newReplicaProcess(String name, String machine, long pid) {
        return newProcess(NodeId.replica(name), machine, pid, Replica.Alarm.class);
    }

    /** The virtual machine is up, and begins to run the program. */
    void startReplica(SimProcess<Replica.Alarm> process) {
        SimProcess<?> other = network.at(process.id());
        if (process.dead() || (other != null && !other.dead())) {
            note(process.id() + " pid=" + process.pid() + " finds its doors taken");
            process.kill();
            return;
        }
        ReplicaSettings settings =
                ReplicaSettings.of(
                        cluster,
                        process.id().name(),
                        new ReplicaSettings.Process(process.pid(), process.pid()),
                        timeline.nowMicros(),
                        shape.limits());
        Replica core =
                new Replica(
                        settings,
                        process,
                        () -> Applications.named("kv"),
                        reason -> {
                            note(process.id() + " ends: " + reason);
                            timeline.after(0, process::kill);
                        });
        SimReplica replica = new SimReplica(settings.group(), process, core);
        replicas.put(process.id().name() + " " + process.pid(), replica);
        process.afterEach(() -> observer.look(replica));
        process.whenReached(core::onReached);
        process.start(
                core::start,
                door(ToReplica.class, (message, from) -> message.deliverTo(core, from)),
                core::onAlarm);
    }

    /** Somebody types the command, whether or not that replica runs already. */
    void startReplicaByHand(String name) {
        String machine = cluster.replica(name).orElseThrow().machine();
        SimProcess<Replica.Alarm> process = newReplicaProcess(name, machine, nextPid());
        machines.get(machine).runs(process);
        startReplica(process);
    }

    private <A extends Enum<A>> SimProcess<A> newProcess(
            NodeId id, String machine, long pid, Class<A> alarms) {
        SimProcess<A> process = new SimProcess<>(id, machine, pid, alarms, this);
        processes.put(pid, process);
        return process;
    }

    private long nextEpoch(String name) {
        return epochs.merge(name, 1L, Long::sum);
    }

    /** What is not for that role is dropped at its door, as the shells do. */
    private static <M extends Message> BiConsumer<Message, NodeId> door(
            Class<M> family, BiConsumer<M, NodeId> deliver) {
        return (message, from) -> {
            if (family.isInstance(message)) {
                deliver.accept(family.cast(message), from);
            }
        };
    }
}
