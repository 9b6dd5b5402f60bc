package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.localdetector.LocalDetector;
import io.understudy.localdetector.LocalDetector.Alarm;
import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.Weight;
import io.understudy.protocol.Wire;
import io.understudy.runtime.StartTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A detector of this machine that speaks to nobody, and its replicas, which register and die.
 *
 * <p>Without it a detector would see and report a death for the first time when clients wait for
 * the next primary. The core is the one that serves, and so is the watch, but for how it finds a
 * process ended: those that it looks at are not there, as nothing else ends without harm.
 */
final class Rehearsal implements Env<Alarm>, Processes {

    /** Between any two events; nothing times out, so it hardly matters. */
    private static final long EVENT_MICROS = 100;

    /** The first play is before the start of the real detector, which must not depend on it. */
    private static final long END_SEEN_MS_MAX = 500;

    private final ClusterFile cluster;
    private final String machine;
    private final LocalDetector core;
    private final BlockingQueue<Consumer<Events>> told = new LinkedBlockingQueue<>();
    private final RandomGenerator random = new SplittableRandom(1);

    /** Our own pid with start times that are not ours: no process has these. */
    private final long pid = ProcessHandle.current().pid();

    private long startTime = StartTime.of(pid).orElse(0);
    private ProcessWatch watch;
    private long nowMicros = 0;
    private long deaths = 0;

    private Rehearsal(ClusterFile cluster, String machine) {
        this.cluster = cluster;
        this.machine = machine;
        LocalDetector.Settings settings =
                new LocalDetector.Settings(cluster, machine, 1, Duration.ZERO);
        this.core = new LocalDetector(settings, this, this);
    }

    /**
     * Has each replica of that machine live and die.
     *
     * @return how many were reported dead
     */
    static long play(ClusterFile cluster, String machine) {
        return new Rehearsal(cluster, machine).play();
    }

    private long play() {
        Duration look = cluster.detection().look();
        try (ProcessWatch opened =
                new ProcessWatch(
                        machine + "-watch-rehearsal", look, StartTime.HAS_PROC, told::add)) {
            watch = opened;
            core.start();
            for (GroupEntry group : cluster.groups()) {
                for (ReplicaEntry replica : group.replicas()) {
                    if (replica.machine().equals(machine)) {
                        liveAndDie(group.name(), replica.name());
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return deaths;
    }

    private void liveAndDie(String group, String name) throws InterruptedException {
        startTime++;
        ReplicaId life = new ReplicaId(name, startTime);
        hear(life, new Register(group, life, pid, startTime));
        hear(life, new HeartbeatAnswer(life, 1, 1, true));
        Consumer<Events> end = told.poll(END_SEEN_MS_MAX, TimeUnit.MILLISECONDS);
        if (end != null) {
            end.accept(core);
            core.onAlarm(Alarm.DUE);
        }
    }

    private void hear(ReplicaId from, Message message) {
        nowMicros += EVENT_MICROS;
        ((ToLocalDetector) overTheWire(message)).deliverTo(core, from.node());
    }

    private static Message overTheWire(Message message) {
        byte[] frame = Wire.encode(message);
        return Wire.decode(Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length));
    }

    @Override
    public OptionalLong startTimeOf(long pid) {
        return OptionalLong.of(startTime);
    }

    @Override
    public void watch(ProcessId process) {
        watch.watch(process);
    }

    @Override
    public void look(ProcessId process) {
        watch.lookNow();
    }

    @Override
    public boolean kill(ProcessId process) {
        return true;
    }

    @Override
    public void launch(String group, String replica) {
        // Nobody asks for it.
    }

    @Override
    public long nowMicros() {
        return nowMicros;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(NodeId to, Message message) {
        Message said = overTheWire(message);
        if (said instanceof LocalReport report && isFirstManager(to)) {
            deaths = report.sightings().stream().filter(it -> it.verdict() == Verdict.DEAD).count();
        }
    }

    private boolean isFirstManager(NodeId to) {
        return to.equals(NodeId.manager(cluster.replicationManagers().get(0).name()));
    }

    @Override
    public void setAlarm(Alarm alarm, long delayMicros) {
        // Rung by hand.
    }

    @Override
    public void trace(Weight weight, String fact) {
        // Nobody watches.
    }
}
