package io.understudy.manager.node;

import io.understudy.config.Backups;
import io.understudy.config.Style;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRules;
import io.understudy.manager.Manager;
import io.understudy.manager.ManagerSettings;
import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.View;
import io.understudy.protocol.Weight;
import io.understudy.protocol.Wire;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A manager without a folder, and a group that is not there: one primary after the other is lost.
 *
 * <p>Without it a manager would form and activate a view for the first time when clients wait for
 * that view. The core is the one that serves, the messages and the facts take the form that they
 * have on the wire and on the disk; nothing is written there.
 */
final class Rehearsal implements Env<Manager.Alarm> {

    private static final String GROUP = "rehearsal";
    private static final List<String> CAST = List.of("A", "B", "C");
    private static final NodeId CLIENT = NodeId.client("rehearsal");

    private static final long SWEEP_MICROS = 100_000;
    private static final long TIMEOUT_MICROS = 600_000;

    /** Between any two events; nothing times out, so it hardly matters. */
    private static final long EVENT_MICROS = 100;

    /** What became of it: the last view, and those of which the client was told that they serve. */
    record Played(long views, long heard) {}

    private final Manager manager = new Manager(settings(), this, this::propose);
    private final ArrayDeque<Runnable> scenes = new ArrayDeque<>();
    private final RandomGenerator random = new SplittableRandom(1);

    private long nowMicros = 0;
    private long facts = 0;
    private long lives = 0;
    private View view;
    private long heard = 0;

    private Rehearsal() {}

    private static ManagerSettings settings() {
        GroupRules rules = new GroupRules(GROUP, Style.PASSIVE, false, CAST.size(), CAST);
        // Each replica on a machine of the same name.
        Map<String, String> machines = CAST.stream().collect(Collectors.toMap(it -> it, it -> it));
        GroupSettings group =
                new GroupSettings(rules, machines, Backups.HOT, false, 0, TIMEOUT_MICROS);
        Map<String, ViewNews.Door> doors =
                CAST.stream()
                        .collect(
                                Collectors.toMap(
                                        it -> it, it -> new ViewNews.Door(it, "127.0.0.1", 1)));
        return new ManagerSettings(
                GROUP, GROUP, List.of(group), List.of(), doors, 0, SWEEP_MICROS, TIMEOUT_MICROS);
    }

    /**
     * From the first view of a group until every one of its replicas was primary, was lost, and
     * came back.
     */
    static Played play() {
        return new Rehearsal().playAll();
    }

    private Played playAll() {
        manager.start();
        manager.onLeading(true);
        hear(CLIENT, new Subscribe(GROUP));
        CAST.forEach(this::appear);
        for (int loss = 0; loss < CAST.size(); loss++) {
            loseThePrimary();
        }
        FactLine.json(manager.status());
        return new Played(view.number(), heard);
    }

    private void appear(String name) {
        lives++;
        ReplicaId life = new ReplicaId(name, lives);
        report(life, Verdict.ALIVE);
        hear(life.node(), new Present(GROUP, life, 0, 0, 0, 0));
        scenes.add(() -> manager.onAlarm(Manager.Alarm.SWEEP));
        playScenes();
        Check.invariant(view != null && view.hasMember(life), "%s is not in %s", life, view);
    }

    private void loseThePrimary() {
        ReplicaId victim = view.primary();
        report(victim, Verdict.DEAD);
        playScenes();
        Check.invariant(!view.concerns(victim), "%s is still in %s", victim, view);
        appear(victim.name());
    }

    private void report(ReplicaId life, Verdict verdict) {
        nowMicros += EVENT_MICROS;
        Sighting sighting = new Sighting(GROUP, life, verdict, 1, true, "rehearsal");
        hear(
                NodeId.localDetector(life.name()),
                new LocalReport(1, nowMicros, true, List.of(sighting), List.of()));
    }

    private void hear(NodeId from, Message message) {
        ToManager known = (ToManager) overTheWire(message);
        scenes.add(() -> known.deliverTo(manager, from));
    }

    private static Message overTheWire(Message message) {
        byte[] frame = Wire.encode(message);
        return Wire.decode(Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length));
    }

    private void playScenes() {
        while (!scenes.isEmpty()) {
            nowMicros += EVENT_MICROS;
            scenes.poll().run();
        }
    }

    private void propose(Stamped fact) {
        facts++;
        FactLine.write(new FactLine.Numbered(facts, fact));
        scenes.add(() -> manager.onRecorded(fact));
    }

    /** The others' part: what each would answer. */
    private void answer(NodeId to, Message heardThere) {
        if (heardThere instanceof ViewNews news && news.activated()) {
            heard = Math.max(heard, news.view().number());
        } else if (heardThere instanceof EnterView enter) {
            view = enter.view();
            if (to.equals(view.primary().node())) {
                lead(enter);
            }
        }
    }

    private void lead(EnterView enter) {
        ReplicaId primary = view.primary();
        if (!enter.activated()) {
            hear(primary.node(), new Reconciled(GROUP, view.number(), primary));
        } else {
            for (ReplicaId joiner : view.joiners()) {
                hear(primary.node(), new CaughtUp(GROUP, view.number(), primary, joiner, 0));
            }
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
        Message said = overTheWire(message);
        scenes.add(() -> answer(to, said));
    }

    @Override
    public void setAlarm(Manager.Alarm alarm, long delayMicros) {
        // Rung by hand.
    }

    @Override
    public void trace(Weight weight, String fact) {
        // Nobody watches.
    }
}
