package io.understudy.simulation;

import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Weight;
import io.understudy.replica.Replica;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One life of a process: its clock, its alarms, and whether it runs, is stopped, or is dead. A core
 * in it sees nothing but its {@link Env}.
 *
 * @param <A> the alarms of its core
 */
final class SimProcess<A extends Enum<A>> implements Env<A> {

    private final NodeId id;
    private final String machine;
    private final long pid;
    private final World world;
    private final RandomGenerator random;
    private final long startedMicros;

    /** Ticks of this process's clock for a thousand of the world's. */
    private final long rate;

    /** By constant: which setting of the alarm counts. */
    private final EnumMap<A, Long> alarms;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final List<Consumer<SimProcess<A>>> deathWatchers = new ArrayList<>();
    private BiConsumer<Message, NodeId> onMessage = (message, from) -> {};
    private Consumer<A> onAlarm = alarm -> {};
    private Consumer<NodeId> onReached = peer -> {};
    private Runnable afterEach = () -> {};
    private long alarmsSet = 0;
    private boolean dead = false;
    private boolean stopped = false;

    SimProcess(NodeId id, String machine, long pid, Class<A> alarmType, World world) {
        this.id = id;
        this.machine = machine;
        this.pid = pid;
        this.world = world;
        this.random = world.split();
        this.alarms = new EnumMap<>(alarmType);
        this.startedMicros = world.timeline().nowMicros();
        this.rate = world.weather().clockRate(random);
    }

    /** Who wants to know that something can be said to a peer again. */
    void whenReached(Consumer<NodeId> reached) {
        onReached = reached;
    }

    void reached(NodeId peer) {
        run(() -> onReached.accept(peer));
    }

    /** What is run after each event of its core: nothing else changes what that core is. */
    void afterEach(Runnable look) {
        afterEach = look;
    }

    /** Begins its life; {@code onStart} is its first event. */
    void start(Runnable onStart, BiConsumer<Message, NodeId> receive, Consumer<A> ring) {
        onMessage = receive;
        onAlarm = ring;
        world.network().listen(this);
        run(onStart);
    }

    NodeId id() {
        return id;
    }

    String machine() {
        return machine;
    }

    long pid() {
        return pid;
    }

    boolean dead() {
        return dead;
    }

    boolean stopped() {
        return stopped;
    }

    /** SIGKILL. */
    void kill() {
        if (!dead) {
            dead = true;
            waiting.clear();
            world.note(id + " pid=" + pid + " is killed");
            deathWatchers.forEach(watcher -> watcher.accept(this));
        }
    }

    /** Called in the moment of its death, by the world and not by a core. */
    void onDeath(Consumer<SimProcess<A>> watcher) {
        deathWatchers.add(watcher);
    }

    /** SIGSTOP: events wait. */
    void stop() {
        if (!dead && !stopped) {
            stopped = true;
            world.note(id + " pid=" + pid + " is stopped");
            world.tellOfSignal(this);
        }
    }

    /** SIGCONT: all that waited happens now, in order. */
    void resume() {
        if (stopped) {
            stopped = false;
            world.note(id + " pid=" + pid + " goes on");
            world.tellOfSignal(this);
            while (!waiting.isEmpty() && !stopped && !dead) {
                run(waiting.poll());
            }
        }
    }

    /** One event of the core: now, later, or never. */
    void run(Runnable event) {
        if (dead) {
            return;
        }
        if (stopped) {
            waiting.add(event);
            return;
        }
        event.run();
        afterEach.run();
    }

    void deliver(Message message, NodeId from) {
        run(() -> onMessage.accept(message, from));
    }

    @Override
    public long nowMicros() {
        return (world.timeline().nowMicros() - startedMicros) * rate / 1_000;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(NodeId to, Message message) {
        if (!dead) {
            world.eavesdropper().onSend(id, message);
            world.network().send(this, to, message);
        }
    }

    @Override
    public void setAlarm(A alarm, long delayMicros) {
        if (alarm == Replica.Alarm.LEASES_OVER) {
            world.saw(Oddity.LEASE_AWAITED);
        }
        long setting = ++alarmsSet;
        alarms.put(alarm, setting);
        long late = world.weather().lateness(random);
        world.timeline()
                .after(
                        delayMicros * 1_000 / rate + late,
                        () ->
                                run(
                                        () -> {
                                            if (alarms.get(alarm) == setting) {
                                                onAlarm.accept(alarm);
                                            }
                                        }));
    }

    @Override
    public void trace(Weight weight, String fact) {
        if (weight != Weight.DETAIL) {
            world.note(id + " " + fact);
        }
    }
}
