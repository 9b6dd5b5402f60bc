package io.understudy.replica.node;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import io.understudy.protocol.Weight;
import io.understudy.protocol.Wire;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica;
import io.understudy.replica.ReplicaSettings;
import io.understudy.replica.application.Application;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A whole group in memory, in which one primary after the other is lost.
 *
 * <p>A JVM is slow at whatever it does for the first time: it loads the classes, and interprets
 * them. Without a rehearsal a replica would change its view for the first time when clients wait
 * for it. So it does it before, with the same cores and the same bytes: once before its doors open,
 * and many times more while the service goes on, for the compilers.
 */
final class Rehearsal {

    private static final List<String> CAST = List.of("A", "B", "C");

    private static final NodeId CLIENT = NodeId.client("rehearsal");

    /** Between any two events; nothing rings in time, so it hardly matters. */
    private static final long EVENT_MICROS = 100;

    /** Requests in each view. */
    private static final int REQUESTS = 4;

    /** Heartbeats within which a view is activated and its joiners have caught up. */
    private static final int BEATS_MAX = 10;

    /**
     * Operations of the key/value store. To any other application they are just bytes, which it may
     * refuse; also that is an answer.
     */
    private static final byte[] WRITE =
            new KvOperation.Put(Bytes.utf8("part"), Bytes.utf8("words")).encode();

    private static final byte[] READ = new KvOperation.Get(Bytes.utf8("part")).encode();
    private static final byte[] NOTHING = {};

    /** What became of it. */
    record Played(long views, long answers) {}

    private record Line(NodeId from, NodeId to, Message message) {}

    private final ReplicaSettings settings;
    private final NodeId director;
    private final Supplier<Application> applications;
    private final TreeMap<NodeId, Actor> actors = new TreeMap<>();
    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private final RandomGenerator random = new SplittableRandom(1);

    private long nowMicros = 0;
    private final List<ReplicaId> lost = new ArrayList<>();
    private View view;
    private boolean activated;
    private boolean caughtUp;
    private long session;
    private long answers = 0;

    private Rehearsal(ReplicaSettings settings, Supplier<Application> applications) {
        this.settings = settings;
        this.director = NodeId.manager(settings.managers().get(0));
        this.applications = applications;
    }

    /**
     * Plays one group, from its first view until every one of its replicas was lost once and came
     * back.
     */
    static Played play(ReplicaSettings settings, Supplier<Application> applications) {
        return new Rehearsal(settings, applications).play();
    }

    private Played play() {
        CAST.forEach(this::enter);
        ReplicaId first = actor(CAST.get(0)).core.self();
        ReplicaId second = actor(CAST.get(1)).core.self();
        ReplicaId third = actor(CAST.get(2)).core.self();
        form(first, List.of(first, second), List.of(third));
        serve(1);
        form(first, List.of(first, second, third), List.of());
        for (int number = 0; number < CAST.size(); number++) {
            loseThePrimary(2 + number);
        }
        return new Played(view.number(), answers);
    }

    private void enter(String name) {
        Actor actor = new Actor(name);
        actors.put(NodeId.replica(name), actor);
        actor.core.start();
    }

    private Actor actor(String name) {
        return actors.get(NodeId.replica(name));
    }

    private void loseThePrimary(long session) {
        ReplicaId victim = view.primary();
        List<ReplicaId> rest = view.others(victim);
        ReplicaId next = rest.get(0);
        actors.remove(victim.node());
        lost.add(victim);
        form(next, rest, List.of());
        serve(session);

        enter(victim.name());
        ReplicaId back = actor(victim.name()).core.self();
        form(next, rest, List.of(back));
        List<ReplicaId> all = view.others(view.primary());
        all.add(0, next);
        form(next, all, List.of());
    }

    /** Has that view formed and activated, and its joiners brought up. */
    private void form(ReplicaId primary, List<ReplicaId> members, List<ReplicaId> joiners) {
        long number = view == null ? 1 : view.number() + 1;
        view = new View(number, Style.PASSIVE, primary, members, joiners);
        activated = false;
        caughtUp = joiners.isEmpty();
        announce();
        playLines();
        for (int beat = 0; !(activated && caughtUp); beat++) {
            Check.invariant(beat < BEATS_MAX, "%s is not brought about", view);
            nowMicros += settings.intervalMicros();
            List.copyOf(actors.values()).forEach(actor -> actor.core.onAlarm(Replica.Alarm.BEAT));
            playLines();
        }
    }

    private void announce() {
        EnterView word = new EnterView(settings.group(), view, activated, lost);
        view.members().forEach(member -> say(director, member.node(), word));
        view.joiners().forEach(joiner -> say(director, joiner.node(), word));
    }

    private void serve(long drawn) {
        ask(Batch.Kind.OPEN_SESSION, drawn, 0, NOTHING);
        for (int number = 1; number <= REQUESTS; number++) {
            ask(Batch.Kind.OPERATION, session, number, number % 2 == 0 ? READ : WRITE);
        }
        ask(Batch.Kind.CLOSE_SESSION, session, REQUESTS + 1, NOTHING);
    }

    private void ask(Batch.Kind kind, long session, long number, byte[] operation) {
        Request request = new Request(settings.group(), kind, session, number, number, operation);
        say(CLIENT, view.primary().node(), request);
        playLines();
    }

    private void say(NodeId from, NodeId to, Message message) {
        lines.add(new Line(from, to, message));
    }

    private void playLines() {
        while (!lines.isEmpty()) {
            Line line = lines.poll();
            nowMicros += EVENT_MICROS;
            hear(line.from(), line.to(), overTheWire(line.message()));
            actors.values().forEach(Actor::turn);
        }
    }

    private static Message overTheWire(Message message) {
        byte[] frame = Wire.encode(message);
        return Wire.decode(Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length));
    }

    private void hear(NodeId from, NodeId to, Message message) {
        Actor actor = actors.get(to);
        if (actor != null && message instanceof ToReplica known) {
            known.deliverTo(actor.core, from);
        } else if (message instanceof Reconciled said && said.view() == view.number()) {
            onReconciled();
        } else if (message instanceof CaughtUp said && said.view() == view.number()) {
            caughtUp = true;
        } else if (message instanceof Reply reply && reply.fate() == Fate.ANSWERED) {
            onAnswer(reply);
        }
    }

    /** The answer to an opening says which session is open. */
    private void onAnswer(Reply reply) {
        answers++;
        if (reply.number() == 0) {
            session = ByteBuffer.wrap(reply.answer()).getLong();
        }
    }

    private void onReconciled() {
        if (!activated) {
            activated = true;
            announce();
        }
    }

    /** One replica, and its world. */
    private final class Actor implements Env<Replica.Alarm> {

        private final NodeId id;
        private final Replica core;
        private boolean turns = false;

        Actor(String name) {
            id = NodeId.replica(name);
            core = new Replica(settings.named(name), this, applications, reason -> {});
        }

        void turn() {
            if (turns) {
                turns = false;
                core.onAlarm(Replica.Alarm.TURN);
            }
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
            say(id, to, message);
        }

        @Override
        public void setAlarm(Replica.Alarm alarm, long delayMicros) {
            turns |= alarm == Replica.Alarm.TURN;
        }

        @Override
        public void trace(Weight weight, String fact) {
            // Nobody watches.
        }
    }
}
