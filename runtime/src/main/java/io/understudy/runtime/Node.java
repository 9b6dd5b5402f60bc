package io.understudy.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.group.DefaultChannelGroup;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.Weight;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.Logger;

/**
 * One process's place in the world: one event loop for its core, its connections, its alarms.
 *
 * <p>One thread does all of it, so a core needs no lock, and a busy core is a silent one: what its
 * peers see of it is what they get.
 *
 * @param <A> the alarms of the core
 */
public final class Node<A extends Enum<A>> implements AutoCloseable {

    /** Ends at once the process that has found a bug in itself. */
    private static final IntConsumer HALT = code -> Runtime.getRuntime().halt(code);

    private final EventLoop loop;

    /** Ended with this node; absent if others are on the same loop. */
    private final Optional<Loop> own;

    private final Events events;
    private final Alarms<A> alarms;
    private final Resolver resolver;
    private final Means means;
    private final Peers peers;
    private final Env<A> env;

    /** Only on the loop. */
    private final List<Door> doors = new ArrayList<>();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private boolean started;

    public static <A extends Enum<A>> Node<A> open(
            NodeId self, ClusterFile cluster, Class<A> alarms) {
        return new Node<>(self, cluster, alarms, Transport::best, HALT);
    }

    /** A client that also dials the replicas of a group, to have requests executed. */
    public static <A extends Enum<A>> Node<A> openClient(
            String name, ClusterFile cluster, String group, Class<A> alarms) {
        Loop loop = Loop.open(name, cluster);
        return new Node<>(
                NodeId.client(name),
                Neighbours.ofClient(cluster, group),
                cluster,
                alarms,
                loop,
                HALT);
    }

    /** The same on a loop that others may be on, too, and that outlives it. */
    public static <A extends Enum<A>> Node<A> openClient(
            String name, ClusterFile cluster, String group, Class<A> alarms, Loop loop) {
        return new Node<>(
                NodeId.client(name),
                Neighbours.ofClient(cluster, group),
                cluster,
                alarms,
                loop,
                Optional.empty(),
                HALT);
    }

    /**
     * @param chosen asked only once the log is set up: Netty has something to log from its first
     *     class on
     */
    Node(
            NodeId self,
            ClusterFile cluster,
            Class<A> alarmConstants,
            Supplier<Transport> chosen,
            IntConsumer halt) {
        this(
                self,
                Neighbours.of(self, cluster),
                cluster,
                alarmConstants,
                ownLoop(self, cluster, chosen),
                halt);
    }

    private static Loop ownLoop(NodeId self, ClusterFile cluster, Supplier<Transport> chosen) {
        Logs.open(self, cluster);
        return new Loop(self.toString(), chosen.get());
    }

    private Node(
            NodeId self,
            Neighbours neighbours,
            ClusterFile cluster,
            Class<A> alarmConstants,
            Loop own,
            IntConsumer halt) {
        this(self, neighbours, cluster, alarmConstants, own, Optional.of(own), halt);
    }

    private Node(
            NodeId self,
            Neighbours neighbours,
            ClusterFile cluster,
            Class<A> alarmConstants,
            Loop shared,
            Optional<Loop> own,
            IntConsumer halt) {
        Logger log = Logs.open(self, cluster);
        Transport transport = shared.transport();
        KeptFacts kept = new KeptFacts();
        this.own = own;
        loop = shared.events();
        events = new Events(loop, new LastWords(self, log, kept, halt)::say);
        Trace trace = new Trace(kept, events, log);
        alarms = new Alarms<>(loop, events, alarmConstants);
        resolver = new Resolver(self.name());
        Complaints complaints = new Complaints(trace);
        Admission admission = new Admission(self, cluster);
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        means =
                new Means(
                        loop,
                        transport,
                        new DefaultChannelGroup(loop, true),
                        resolver,
                        random.split(),
                        admission,
                        new Connection.Maker(admission.hello(), events, trace, complaints),
                        events,
                        trace,
                        complaints);
        peers = new Peers(neighbours, means);
        env = new NodeEnv<>(events, alarms, peers, trace, random);
    }

    public Env<A> env() {
        return env;
    }

    /** The wall clock's microseconds of the epoch at which {@code env().nowMicros()} was 0. */
    public long startedAtMicros() {
        return events.startedAtMicros();
    }

    /**
     * A door for native frames. Blocks until the port is ours, so not to be called on the loop.
     *
     * @param guests who is let in; anybody else has another door, or comes by mistake
     * @throws BindFailed with all that somebody needs to know
     */
    public void listen(String bind, int port, Set<Role> guests) {
        listen(bind, port, guests, Optional.empty(), Door.CONNECTIONS_MAX);
    }

    /** A door for native frames and for HTTP GET. */
    public void listen(String bind, int port, Set<Role> guests, Pages pages) {
        listen(bind, port, guests, Optional.of(pages), Door.CONNECTIONS_MAX);
    }

    void listen(
            String bind, int port, Set<Role> guests, Optional<Pages> pages, int connectionsMax) {
        Door door = new Door(connectionsMax, guests, pages, peers, means);
        door.listen(bind, port);
        loop.execute(
                () -> {
                    doors.add(door);
                    if (started) {
                        door.open();
                    }
                });
    }

    /**
     * Begin: {@code onStart}, then all events, on the node's one loop. Whoever connected before
     * waits until then.
     */
    public void start(
            Runnable onStart, BiConsumer<Message, NodeId> onMessage, Consumer<A> onAlarm) {
        run(
                () -> {
                    started = true;
                    alarms.handler(onAlarm);
                    onStart.run();
                    doors.forEach(Door::open);
                    peers.start(onMessage);
                });
    }

    /**
     * A hook for shells, called as an event: from now on something can be said to that peer. Also
     * when a newer connection has replaced an older one. Cores see only silence.
     */
    public void onOpened(Consumer<NodeId> hook) {
        run(() -> peers.openedHook(hook));
    }

    /**
     * A hook for shells, called as an event: the connection on which something could be said to
     * that peer has ended and no newer one has taken its place. It says nothing about the process
     * at the other end.
     */
    public void onClosed(Consumer<NodeId> hook) {
        run(() -> peers.closedHook(hook));
    }

    /**
     * Runs one event of the core on its loop; may be called from any thread. Fixes the time for the
     * event. At once if called on the loop and outside of an event, else soon.
     */
    public void run(Runnable event) {
        events.run(event);
    }

    /** Ends all connections, and the loop if it is its own; returns at once, see {@link #ended}. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        resolver.close();
        events.run(this::end);
    }

    /**
     * The sockets first, and by ourselves: a loop that is told to end closes what is still open
     * only if it happens to be waiting for events when it is told. Told by one of its own tasks, as
     * by a client that closes itself, it leaves every socket to the end of the process (Netty
     * 4.2.16, SingleThreadIoEventLoop.run without a quiet period).
     */
    private void end() {
        peers.end();
        means.sockets().close();
        own.ifPresentOrElse(
                loopToo -> {
                    loopToo.close();
                    loopToo.ended().thenRun(this::over);
                },
                this::over);
    }

    private void over() {
        means.trace().fact(Weight.STORY, "ended");
        ended.complete(null);
    }

    /** Completes when the node was closed. */
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
