package io.understudy.replica;

import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToReplica;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Heartbeat;
import io.understudy.protocol.ToReplica.Refused;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.ToReplica.StateDigest;
import io.understudy.protocol.View;
import io.understudy.protocol.WakefulClock;
import io.understudy.replica.application.Application;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One replica of a group: shows itself to managers and to the detector of its machine, joins the
 * views it is told of, and hands every message to the part it has in the view it is in. What does
 * not belong to that view goes no further than here: that is the fence between views.
 *
 * <pre>
 *   part      hears of a newer view in which it is
 *             primary    member     joiner     nothing
 *   outside   primary    backup     joiner     outside
 *   primary   primary    backup     joiner     outside, as a new incarnation without state
 *   backup    primary    backup     joiner     outside, as a new incarnation without state
 *   joiner    primary    backup     joiner     outside, as a new incarnation without state
 * </pre>
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>RE1 — the view it has joined never falls within one incarnation.
 *   <li>RE3 — an incarnation that was left out of a view it heard of says nothing more.
 * </ul>
 */
public final class Replica implements ToReplica.Inbox {

    public enum Alarm {
        BEAT,
        /** All that had arrived is handled; what it led to goes out together. */
        TURN,
        /** A primary has rested, and sends more of a checkpoint. */
        CHUNKS,
        /** The last lease that keeps a new primary waiting runs out. */
        LEASES_OVER
    }

    /** Ends the process: the detector will not have it. */
    public interface Exit {
        void end(String reason);
    }

    private final ReplicaSettings settings;
    private final Env<Alarm> env;
    private final Supplier<Application> applications;
    private final Exit exit;
    private final WakefulClock clock;
    private final DetectorLink detector;

    private ReplicaId self;
    private Store store;
    private Part part = new Outside();

    /** The newest view heard of in this incarnation, with or without a part in it. */
    private Optional<View> view = Optional.empty();

    /** How many events this loop has handled: proof, for the detector, that it turns. */
    private long progress = 0;

    /** A manager has said that the newest view heard of is activated. */
    private boolean activated = false;

    /** The newest view heard of when managers were last told of this replica. */
    private long shownView = 0;

    /** At the last beat they were told nothing. */
    private boolean quiet = false;

    /** When a manager was last heard; before the first time, when this replica started. */
    private long managerMicros;

    public Replica(
            ReplicaSettings settings,
            Env<Alarm> env,
            Supplier<Application> applications,
            Exit exit) {
        this.settings = settings;
        this.env = env;
        this.applications = applications;
        this.exit = exit;
        this.clock = new WakefulClock(env);
        this.detector = new DetectorLink(settings, env);
        this.self = newIncarnation();
        this.store =
                new Store(
                        new Log(),
                        newState(),
                        new GrantedLeases(),
                        new Clients(env, settings.limits()));
    }

    public void start() {
        managerMicros = env.nowMicros();
        env.story("started replica=" + self + " group=" + settings.group());
        beat();
    }

    /**
     * Something can be said to that process again. A detector that was started again watches only
     * who registers, and counts as lost whom it does not watch by the time it has settled: that may
     * be sooner than we would miss its heartbeats.
     */
    public void onReached(NodeId peer) {
        if (detector.isDetector(peer)) {
            detector.register(self);
        } else if (peer.role() == Role.REPLICATION_MANAGER) {
            showUp();
        }
    }

    @Override
    public void onEnterView(NodeId from, EnterView enter) {
        progress++;
        if (from.role() != Role.REPLICATION_MANAGER || !enter.group().equals(settings.group())) {
            env.ignored(enter, from, "not from a manager, or of another group");
            return;
        }
        managerMicros = env.nowMicros();
        if (enter.view().number() < viewNumber()) {
            env.ignored(enter, from, "older than " + viewNumber());
            return;
        }
        if (enter.view().number() > viewNumber()) {
            enter(enter.view());
        }
        activated |= enter.activated();
        part.onWord(enter.activated(), enter.ended());
    }

    @Override
    public void onHeartbeat(NodeId from, Heartbeat heartbeat) {
        progress++;
        if (!detector.isDetector(from)) {
            env.ignored(heartbeat, from, "not the detector of " + settings.machine());
            return;
        }
        boolean hearsManager = env.nowMicros() - managerMicros <= managerSilenceMicrosMax();
        detector.answer(heartbeat, self, progress, hearsManager);
    }

    /** An answer comes with every second beat at least, and one may get lost. */
    private long managerSilenceMicrosMax() {
        return Math.max(settings.timeoutMicros(), 5 * settings.intervalMicros());
    }

    @Override
    public void onRefused(NodeId from, Refused refused) {
        progress++;
        if (!detector.isDetector(from) || !refused.replica().equals(self)) {
            env.ignored(refused, from, "not for this life of " + self.name());
            return;
        }
        exit.end(refused.reason());
    }

    @Override
    public void onAskEnd(NodeId from, AskEnd ask) {
        progress++;
        if (!ask.group().equals(settings.group()) || !from.equals(ask.view().primary().node())) {
            env.ignored(ask, from, "not from the primary of a view of " + settings.group());
            return;
        }
        if (!ask.view().concerns(self)) {
            env.ignored(ask, from, self + " has no part in view " + ask.view().number());
            return;
        }
        if (ask.view().number() > viewNumber()) {
            // The manager's own word is still under way. Its primary would not speak of a view
            // that is not recorded, so this is as good.
            enter(ask.view());
        } else if (view.orElseThrow().equals(ask.view())) {
            tellEnd(ask.view());
        } else {
            env.ignored(ask, from, "view " + ask.view().number() + " is not the one joined");
        }
    }

    private void tellEnd(View joined) {
        env.send(
                joined.primary().node(),
                new End(settings.group(), joined.number(), self, store.log().last()));
    }

    @Override
    public void onEnd(NodeId from, End end) {
        progress++;
        if (isOfOurView(end, end.group(), end.view(), from) && isPeer(end, end.replica(), from)) {
            part.onEnd(end);
        }
    }

    @Override
    public void onEntries(NodeId from, Entries entries) {
        progress++;
        if (isOfOurView(entries, entries.group(), entries.view(), from)) {
            part.onEntries(from, entries);
        }
    }

    @Override
    public void onAcknowledge(NodeId from, Acknowledge said) {
        progress++;
        if (isOfOurView(said, said.group(), said.view(), from)
                && isPeer(said, said.replica(), from)) {
            part.onAcknowledge(said);
        }
    }

    @Override
    public void onAskEntries(NodeId from, AskEntries ask) {
        progress++;
        if (isOfOurView(ask, ask.group(), ask.view(), from)) {
            part.onAskEntries(from, ask);
        }
    }

    @Override
    public void onChunk(NodeId from, Chunk chunk) {
        progress++;
        if (isOfOurView(chunk, chunk.group(), chunk.view(), from)) {
            part.onChunk(from, chunk);
        }
    }

    @Override
    public void onChunkTaken(NodeId from, ChunkTaken taken) {
        progress++;
        if (isOfOurView(taken, taken.group(), taken.view(), from)
                && isPeer(taken, taken.replica(), from)) {
            part.onChunkTaken(taken);
        }
    }

    @Override
    public void onStateDigest(NodeId from, StateDigest said) {
        progress++;
        if (isOfOurView(said, said.group(), said.view(), from)) {
            part.onStateDigest(from, said);
        }
    }

    @Override
    public void onRequest(NodeId from, Request request) {
        progress++;
        if (!request.group().equals(settings.group())) {
            env.ignored(request, from, "of another group");
            return;
        }
        part.onRequest(from, request, store.clients());
    }

    public void onAlarm(Alarm alarm) {
        progress++;
        switch (alarm) {
            case BEAT -> beat();
            case TURN -> part.onTurn();
            case CHUNKS -> part.onRested();
            case LEASES_OVER -> part.onBeat();
        }
    }

    public ReplicaId self() {
        return self;
    }

    /** What it is and holds, for those who check what it may. */
    public ReplicaReport report() {
        return new ReplicaReport(
                self,
                viewNumber(),
                part.toString(),
                part.leads(),
                store.log().last(),
                store.log().committed(),
                store.state().executed(),
                store.state().digest());
    }

    private void beat() {
        clock.plan(settings.intervalMicros());
        env.setAlarm(Alarm.BEAT, settings.intervalMicros());
        detector.registerIfUnwatched(self);
        if (quiet || !activated || viewNumber() > shownView) {
            showUp();
        } else {
            // All that a manager could answer has been said.
            quiet = true;
        }
        part.onBeat();
    }

    private void showUp() {
        shownView = viewNumber();
        quiet = false;
        long joined = part.inView() ? viewNumber() : 0;
        long sequence = store.log().last().sequence();
        Present present = new Present(settings.group(), self, joined, viewNumber(), 0, sequence);
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), present);
        }
    }

    /** Managers learn with the next beat that it is in: now others wait for what it has to say. */
    private void enter(View next) {
        view = Optional.of(next);
        activated = false;
        if (next.concerns(self)) {
            part = partIn(next);
            env.story("view=" + next.number() + " part=" + part + " primary=" + next.primary());
        } else if (part.inView()) {
            leaveOut(next);
        }
    }

    private Part partIn(View next) {
        Scene scene = new Scene(settings, env, clock, self, next, store);
        if (next.primary().equals(self)) {
            return new Primary(scene);
        }
        store.clients().turnAway();
        // It will ask; but who is known to have joined need not be.
        tellEnd(next);
        return new Follower(scene);
    }

    /**
     * What this incarnation held is no longer complete, and what was said to it may still be under
     * way; under the same name it could be counted for what it was. So another one begins, with
     * nothing but the leases: those were promises to others.
     */
    private void leaveOut(View next) {
        part = new Outside();
        store.clients().turnAway();
        store = new Store(new Log(), newState(), store.leases(), store.clients());
        ReplicaId former = self;
        self = newIncarnation();
        env.story("leftOut view=" + next.number() + " of=" + former + " now=" + self);
        detector.register(self);
        showUp();
    }

    private long viewNumber() {
        return view.map(View::number).orElse(0L);
    }

    private boolean isOfOurView(Message message, String group, long number, NodeId from) {
        boolean ours = group.equals(settings.group()) && part.inView() && viewNumber() == number;
        if (!ours) {
            env.ignored(message, from, "view " + number + " is not the one joined");
        }
        return ours;
    }

    /** Whether it speaks for itself, and is another than this one. */
    private boolean isPeer(Message message, ReplicaId replica, NodeId from) {
        boolean peer =
                from.equals(replica.node())
                        && view.orElseThrow().concerns(replica)
                        && !replica.equals(self);
        if (!peer) {
            env.ignored(message, from, replica + " has no part in view " + viewNumber());
        }
        return peer;
    }

    private ReplicatedState newState() {
        return new ReplicatedState(applications.get(), settings.limits().sessions());
    }

    private ReplicaId newIncarnation() {
        return new ReplicaId(settings.name(), env.random().nextLong());
    }

    /** What {@link #report} says. */
    public record ReplicaReport(
            ReplicaId self,
            long view,
            String part,
            Optional<View> leads,
            Position last,
            long committed,
            long executed,
            long digest) {}
}
