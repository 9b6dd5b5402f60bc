package io.understudy.simulation;

import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.protocol.NodeId;
import io.understudy.replica.Replica;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A machine's operating system, as its local detector sees it: what runs here, who has ended, and a
 * way to end or start it. It outlives the detector, as a machine does.
 */
final class SimMachine implements Processes {

    /** A look every millisecond, and the time it takes until a signal shows. */
    private static final long SEEN_AFTER_MICROS_MAX = 2_000;

    /** How long a process may stay in a system call that no signal ends. */
    private static final long DEAF_MICROS_MAX = 2_000_000;

    private static final long START_MICROS_MIN = 100_000;
    private static final long START_MICROS_MAX = 600_000;

    private final String name;
    private final World world;
    private final RandomGenerator random;
    private final TreeMap<Long, SimProcess<?>> running = new TreeMap<>();
    private final TreeSet<Long> watched = new TreeSet<>();

    SimMachine(String name, World world) {
        this.name = name;
        this.world = world;
        this.random = world.split();
    }

    String name() {
        return name;
    }

    /** A process has begun here; its death will be seen by whoever watches it then. */
    void runs(SimProcess<?> process) {
        running.put(process.pid(), process);
        process.onDeath(
                dead -> {
                    running.remove(dead.pid());
                    if (watched.remove(dead.pid())) {
                        tellOfEnd(dead.pid());
                    }
                });
    }

    /** The detector of this machine died, and with it what it watched. */
    void forgetWatches() {
        watched.clear();
    }

    void killAll() {
        for (SimProcess<?> process : new TreeMap<>(running).values()) {
            process.kill();
        }
    }

    @Override
    public OptionalLong startTimeOf(long pid) {
        return running.containsKey(pid) ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    @Override
    public void watch(ProcessId process) {
        if (running.containsKey(process.pid())) {
            watched.add(process.pid());
        } else {
            tellOfEnd(process.pid());
        }
    }

    @Override
    public void look(ProcessId process) {
        // Every millisecond is soon enough here.
    }

    @Override
    public boolean kill(ProcessId process) {
        SimProcess<?> target = running.get(process.pid());
        if (target == null) {
            return true;
        }
        boolean signalsFail = world.shape().signalsFail() && !world.fair();
        if (signalsFail && random.nextBoolean()) {
            return false;
        }
        boolean deaf = signalsFail && random.nextInt(3) == 0;
        world.timeline().after(random.nextLong(deaf ? DEAF_MICROS_MAX : 500), target::kill);
        return true;
    }

    @Override
    public void launch(String group, String replica) {
        if (random.nextInt(20) == 0) {
            tell(1_000, events -> events.onLaunchFailed(replica, "no memory"));
            return;
        }
        long pid = world.nextPid();
        tell(1_000, events -> events.onLaunched(replica, new ProcessId(pid, pid)));
        SimProcess<Replica.Alarm> process = world.newReplicaProcess(replica, name, pid);
        runs(process);
        world.timeline()
                .after(
                        random.nextLong(START_MICROS_MIN, START_MICROS_MAX),
                        () -> world.startReplica(process));
    }

    void tellOfSignal(SimProcess<?> process) {
        if (watched.contains(process.pid())) {
            ProcessId id = new ProcessId(process.pid(), process.pid());
            boolean stopped = process.stopped();
            tell(
                    random.nextLong(SEEN_AFTER_MICROS_MAX),
                    events -> {
                        if (stopped) {
                            events.onProcessStopped(id);
                        } else {
                            events.onProcessContinued(id);
                        }
                    });
        }
    }

    private void tellOfEnd(long pid) {
        tell(
                random.nextLong(SEEN_AFTER_MICROS_MAX),
                events -> events.onProcessEnded(new ProcessId(pid, pid), "killed"));
    }

    /** To whichever life of the detector runs then. */
    private void tell(long delayMicros, Consumer<Events> what) {
        SimProcess<?> now = world.network().at(NodeId.localDetector(name));
        world.timeline().after(delayMicros, () -> world.tellDetector(name, now, what));
    }
}
