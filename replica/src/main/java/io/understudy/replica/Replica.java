package io.understudy.replica;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Heartbeat;
import io.understudy.protocol.ToReplica.Refused;
import io.understudy.protocol.View;
import io.understudy.protocol.Weight;
import java.util.List;
import java.util.Optional;

/**
 * A member of a group, as far as views go: shows itself to managers and to the detector of its
 * machine, joins the views it is told of, and as a primary finds out whether the others have.
 *
 * <pre>
 *   part      hears of a newer view in which it is
 *             primary    member     joiner     nothing
 *   outside   primary    backup     joiner     outside
 *   primary   primary    backup     joiner     outside, as a new incarnation
 *   backup    primary    backup     joiner     outside, as a new incarnation
 *   joiner    primary    backup     joiner     outside, as a new incarnation
 * </pre>
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>RE1 — the view it has joined never falls within one incarnation.
 *   <li>RE2 — nothing is reported as the primary of a view that it has not joined or that has
 *       another primary.
 *   <li>RE3 — an incarnation that was left out of a view it heard of says nothing more.
 * </ul>
 */
public final class Replica implements ToReplica.Inbox {

    public enum Alarm {
        BEAT
    }

    /** Ends the process: the detector will not have it. */
    public interface Exit {
        void end(String reason);
    }

    /**
     * @param managers to whom it shows itself
     * @param pid and startTime prove to the detector which process this is
     */
    public record Settings(
            String group,
            String name,
            String machine,
            List<String> managers,
            long pid,
            long startTime,
            long intervalMicros,
            long timeoutMicros) {

        public Settings {
            managers = List.copyOf(managers);
            Check.argument(intervalMicros > 0, "intervalMicros=%d", intervalMicros);
            Check.argument(timeoutMicros > intervalMicros, "timeoutMicros=%d", timeoutMicros);
        }

        /** What the cluster file says of that replica. */
        public static Settings of(ClusterFile cluster, String name, long pid, long startTime) {
            GroupEntry group = cluster.groupOf(name).orElseThrow();
            return new Settings(
                    group.name(),
                    name,
                    group.replica(name).orElseThrow().machine(),
                    cluster.replicationManagers().stream().map(ManagerEntry::name).toList(),
                    pid,
                    startTime,
                    group.heartbeat().interval().toNanos() / 1_000,
                    group.heartbeat().timeout().toNanos() / 1_000);
        }
    }

    private final Settings settings;
    private final Env<Alarm> env;
    private final Exit exit;

    private ReplicaId self;
    private Part part = new Outside();

    /** The newest view heard of in this incarnation, with or without a part in it. */
    private Optional<View> view = Optional.empty();

    /** How many events this loop has handled: proof, for the detector, that it turns. */
    private long progress = 0;

    private long beatMicros;

    /** When a manager was last heard; before the first time, when this replica started. */
    private long managerMicros;

    private long detectorMicros;
    private boolean detectorHeard = false;

    public Replica(Settings settings, Env<Alarm> env, Exit exit) {
        this.settings = settings;
        this.env = env;
        this.exit = exit;
        this.self = newIncarnation();
    }

    public void start() {
        beatMicros = env.nowMicros();
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
        if (peer.equals(NodeId.localDetector(settings.machine()))) {
            register();
        }
    }

    @Override
    public void onEnterView(NodeId from, EnterView enter) {
        progress++;
        managerMicros = env.nowMicros();
        if (!enter.group().equals(settings.group())) {
            env.ignored(enter, from, "of another group");
            return;
        }
        long number = view.map(View::number).orElse(0L);
        if (enter.view().number() < number) {
            env.ignored(enter, from, "older than " + number);
            return;
        }
        if (enter.view().number() > number) {
            enter(enter.view());
        }
        if (enter.activated() && part.activate()) {
            env.story("activated view=" + enter.view().number());
        }
        part.turn();
    }

    @Override
    public void onHeartbeat(NodeId from, Heartbeat heartbeat) {
        progress++;
        if (!from.equals(NodeId.localDetector(settings.machine()))) {
            env.ignored(heartbeat, from, "not the detector of " + settings.machine());
            return;
        }
        detectorHeard = true;
        detectorMicros = env.nowMicros();
        boolean hearsManager = env.nowMicros() - managerMicros <= settings.timeoutMicros();
        env.send(from, new HeartbeatAnswer(self, heartbeat.count(), progress, hearsManager));
    }

    @Override
    public void onRefused(NodeId from, Refused refused) {
        progress++;
        boolean ours =
                from.equals(NodeId.localDetector(settings.machine()))
                        && refused.replica().equals(self);
        if (!ours) {
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
        if (ask.view().number() > view.map(View::number).orElse(0L)) {
            // The manager's own word is still under way. Its primary would not speak of a view
            // that is not recorded, so this is as good.
            enter(ask.view());
        }
        if (!view.orElseThrow().equals(ask.view())) {
            env.ignored(ask, from, "view " + ask.view().number() + " is not the one joined");
            return;
        }
        env.send(from, new End(settings.group(), ask.view().number(), self, 0, 0));
    }

    @Override
    public void onEnd(NodeId from, End end) {
        progress++;
        if (!concernsUs(end.group(), end.view(), end, from)) {
            return;
        }
        if (!from.equals(end.replica().node()) || !view.orElseThrow().concerns(end.replica())) {
            env.ignored(end, from, "it has no part in view " + end.view());
            return;
        }
        part.onEnd(end);
        part.turn();
    }

    public void onAlarm(Alarm alarm) {
        progress++;
        long late = env.nowMicros() - beatMicros - settings.intervalMicros();
        if (late > settings.intervalMicros()) {
            // Whoever seems silent may only not have been listened to.
            part.forgive();
            env.trace(Weight.DETAIL, "slept lateMs=" + late / 1_000);
        }
        beatMicros = env.nowMicros();
        beat();
    }

    public ReplicaId self() {
        return self;
    }

    /** The activated view that it leads, for those who check what it may do. */
    public Optional<View> leads() {
        return part.leads();
    }

    private void beat() {
        registerIfUnwatched();
        showUp();
        part.ask();
        part.turn();
        env.setAlarm(Alarm.BEAT, settings.intervalMicros());
    }

    private void registerIfUnwatched() {
        boolean watched =
                detectorHeard && env.nowMicros() - detectorMicros <= settings.timeoutMicros();
        if (!watched) {
            register();
        }
    }

    private void register() {
        env.send(
                NodeId.localDetector(settings.machine()),
                new Register(settings.group(), self, settings.pid(), settings.startTime()));
    }

    private void showUp() {
        long joined = view.filter(some -> some.concerns(self)).map(View::number).orElse(0L);
        tellManagers(new Present(settings.group(), self, joined, 0, 0));
    }

    private void enter(View next) {
        view = Optional.of(next);
        if (!next.concerns(self)) {
            boolean hadPart = part.inView();
            part = new Outside();
            if (hadPart) {
                // What this incarnation held is no longer complete, and what was said to it may
                // still be under way. Under the same name it could be counted for what it was.
                ReplicaId former = self;
                self = newIncarnation();
                env.story("leftOut view=" + next.number() + " of=" + former + " now=" + self);
                register();
                showUp();
            }
            return;
        }
        part = partIn(next);
        env.story("view=" + next.number() + " part=" + part + " primary=" + next.primary());
        showUp();
        part.ask();
    }

    private Part partIn(View next) {
        if (next.primary().equals(self)) {
            return new Primary(next);
        }
        return next.hasMember(self) ? new Backup() : new Joiner();
    }

    private boolean concernsUs(String group, long number, Message message, NodeId from) {
        boolean same =
                group.equals(settings.group())
                        && part.inView()
                        && view.map(View::number).orElse(0L) == number;
        if (!same) {
            env.ignored(message, from, "view " + number + " is not the one joined");
        }
        return same;
    }

    private ReplicaId newIncarnation() {
        return new ReplicaId(settings.name(), env.random().nextLong());
    }

    private void tellManagers(Message message) {
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), message);
        }
    }

    /** What it is in the view it has joined. */
    private abstract static sealed class Part permits Outside, Backup, Joiner, Primary {

        boolean inView() {
            return true;
        }

        /** Whether that was news. */
        boolean activate() {
            return false;
        }

        void ask() {}

        void onEnd(End end) {}

        /** Says what follows from what is known, again and again until it is heard. */
        void turn() {}

        void forgive() {}

        Optional<View> leads() {
            return Optional.empty();
        }
    }

    private static final class Outside extends Part {

        @Override
        boolean inView() {
            return false;
        }

        @Override
        public String toString() {
            return "outside";
        }
    }

    private static final class Backup extends Part {

        @Override
        public String toString() {
            return "backup";
        }
    }

    private static final class Joiner extends Part {

        @Override
        public String toString() {
            return "joiner";
        }
    }

    private final class Primary extends Part {

        private final View led;
        private final Roll roll;
        private boolean activated = false;

        Primary(View led) {
            this.led = led;
            this.roll = new Roll(led.others(self), env.nowMicros());
        }

        @Override
        boolean activate() {
            boolean news = !activated;
            activated = true;
            return news;
        }

        @Override
        void ask() {
            for (ReplicaId other : led.others(self)) {
                env.send(other.node(), new AskEnd(settings.group(), led));
            }
        }

        @Override
        void onEnd(End end) {
            roll.answered(end.replica(), env.nowMicros());
        }

        @Override
        void turn() {
            Check.invariant(led.primary().equals(self), "RE2: %s leads %s", self, led);
            if (!activated && led.members().stream().allMatch(this::hasAnswered)) {
                tellManagers(new Reconciled(settings.group(), led.number(), self));
            }
            if (activated) {
                led.joiners().stream().filter(this::hasAnswered).forEach(this::vouchFor);
            }
            led.members().stream().filter(this::isSilent).forEach(this::complainOf);
        }

        private boolean hasAnswered(ReplicaId replica) {
            return replica.equals(self) || roll.hasAnswered(replica);
        }

        private void vouchFor(ReplicaId joiner) {
            tellManagers(new CaughtUp(settings.group(), led.number(), self, joiner, 0));
        }

        private boolean isSilent(ReplicaId replica) {
            return !replica.equals(self)
                    && roll.silentMicros(replica, env.nowMicros()) > settings.timeoutMicros();
        }

        private void complainOf(ReplicaId member) {
            tellManagers(new MemberSilent(settings.group(), led.number(), self, member));
        }

        @Override
        void forgive() {
            roll.forgive(env.nowMicros());
        }

        @Override
        Optional<View> leads() {
            return activated ? Optional.of(led) : Optional.empty();
        }

        @Override
        public String toString() {
            return "primary";
        }
    }
}
