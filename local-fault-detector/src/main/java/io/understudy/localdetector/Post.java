package io.understudy.localdetector;

import io.understudy.config.GroupEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.ToReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One replica's name on this machine, held by at most one life at a time.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>LD2: a life that was told dead is never told otherwise.
 *   <li>LD3: a life is told dead only when the operating system has said so of its process, or that
 *       process itself has gone on to another incarnation.
 *   <li>LD5: nothing is started for a name that lives.
 * </ul>
 */
final class Post {

    private final World world;
    private final GroupEntry group;
    private final String replica;
    private final Launches launches;
    private final Supplier<List<String>> living;
    private final Past past = new Past();

    private Optional<Life> life = Optional.empty();

    /** Heartbeats sent to that name, in whatever life. */
    private long count = 0;

    /**
     * @param living the names on this machine that are held at that moment
     */
    Post(World world, GroupEntry group, String replica, Supplier<List<String>> living) {
        this.world = world;
        this.group = group;
        this.replica = replica;
        this.living = living;
        this.launches = new Launches(world, group.name(), replica, group.launch());
    }

    String group() {
        return group.name();
    }

    boolean isHeld() {
        return life.isPresent();
    }

    /** Whether the life that holds this post is that process. */
    boolean isHeldBy(ProcessId process) {
        return life.filter(living -> living.process().equals(process)).isPresent();
    }

    void register(NodeId from, Register register) {
        ProcessId process = new ProcessId(register.pid(), register.startTime());
        if (isKnown(register.replica(), process)) {
            world.env().ignored(register, from, "known");
            return;
        }
        if (past.holds(register.replica())) {
            // LD2. Also a late copy of an old registration, which its process will pass over.
            refuse(world, register, "this incarnation was reported dead and cannot live again");
            return;
        }
        if (!runs(process)) {
            refuse(world, register, noSuchProcess(process));
            return;
        }
        if (isHeldBy(process)) {
            bury(life.get(), "gave up this incarnation for another");
        }
        if (life.isPresent()) {
            answerRival(from, register, life.get());
            return;
        }
        begin(register.replica(), process);
    }

    private boolean isKnown(ReplicaId id, ProcessId process) {
        return isHeldBy(process) && life.get().replica().equals(id);
    }

    private boolean runs(ProcessId process) {
        OptionalLong startTime = world.processes().startTimeOf(process.pid());
        return startTime.isPresent() && startTime.getAsLong() == process.startTime();
    }

    private static String noSuchProcess(ProcessId process) {
        return String.format(
                "no process %d with start time %d runs on this machine (is it in a container?)",
                process.pid(), process.startTime());
    }

    /**
     * Two processes want one name. That the first cannot be found is reason to look, but no proof
     * of its end (LD3): the second will ask again.
     */
    private void answerRival(NodeId from, Register register, Life first) {
        if (first.isEnding() || !runs(first.process())) {
            world.processes().look(first.process());
            world.env().ignored(register, from, "the life before it may be about to end");
            return;
        }
        String reason = "%s runs already as process %d; stop that one first, or leave it be";
        refuse(world, register, String.format(reason, replica, first.process().pid()));
    }

    /** Says it to the replica and, since a person may have started it, in the log. */
    static void refuse(World world, Register register, String reason) {
        String fact = "refused replica=%s pid=%d cause=\"%s\"";
        world.env().story(String.format(fact, register.replica(), register.pid(), reason));
        ToReplica refusal = new ToReplica.Refused(register.replica(), reason);
        world.env().send(register.replica().node(), refusal);
    }

    private void begin(ReplicaId id, ProcessId process) {
        world.env().story("watching replica=" + id + " pid=" + process.pid());
        life = Optional.of(new Life(world, group, id, process));
        launches.onRegistered(process);
        world.processes().watch(process);
    }

    void answer(NodeId from, HeartbeatAnswer answer) {
        if (life.isEmpty() || !life.get().replica().equals(answer.replica())) {
            world.env().ignored(answer, from, "not the incarnation that is watched");
            return;
        }
        if (answer.count() > count) {
            world.env().ignored(answer, from, "answers a heartbeat that was never sent");
            return;
        }
        life.get().onAnswer(answer);
    }

    void onStartWanted(NodeId from, StartReplica start) {
        if (life.isPresent()) {
            world.env().ignored(start, from, "it runs");
            return;
        }
        launches.onWanted();
    }

    void onLaunched(ProcessId process) {
        launches.onLaunched(process);
    }

    void onLaunchFailed(String reason) {
        launches.onLaunchFailed(reason);
    }

    void onConnectionClosed() {
        life.ifPresent(living -> world.processes().look(living.process()));
    }

    void onProcessStopped(ProcessId process) {
        life.filter(living -> living.process().equals(process)).ifPresent(Life::onStopped);
    }

    void onProcessContinued(ProcessId process) {
        life.filter(living -> living.process().equals(process)).ifPresent(Life::onContinued);
    }

    void onProcessEnded(ProcessId process, String cause) {
        if (isHeldBy(process)) {
            // The signal once more: a dying process may still be inside of a system call, and the
            // end that was seen is that of its first thread.
            world.processes().kill(process);
            bury(life.get(), cause);
        }
        launches.onProcessEnded(process, cause);
    }

    /** LD3: called with a proof only. */
    private void bury(Life dead, String cause) {
        Check.invariant(!past.holds(dead.replica()), "LD2: %s dies twice", dead.replica());
        Sighting ended = dead.ended(cause);
        life = Optional.empty();
        String others = String.join(",", living.get());
        String goOn = others.isEmpty() ? "" : " goOnHere=" + others;
        // Joined by hand: a first String.format loads a locale's data, while clients wait.
        world.env()
                .story(
                        ("dead replica=" + ended.replica() + " pid=" + ended.pid())
                                + (goOn + " cause=\"" + ended.cause() + "\""));
        past.add(ended);
    }

    void forgive() {
        life.ifPresent(Life::forgive);
    }

    void onDue() {
        life.ifPresent(this::tend);
        launches.onDue();
    }

    private void tend(Life living) {
        living.onDue();
        if (living.heartbeatIsDue()) {
            count++;
            world.env().send(living.replica().node(), new ToReplica.Heartbeat(count));
            living.heartbeatSent();
        }
    }

    /** On the wakeful clock. */
    long dueMicros() {
        long lifeMicros = life.map(Life::dueMicros).orElse(World.NEVER_MICROS);
        return Math.min(lifeMicros, launches.dueMicros());
    }

    /** The dead, oldest first, then the living. */
    List<Sighting> sightings() {
        List<Sighting> sightings = new ArrayList<>(past.lives());
        life.ifPresent(living -> sightings.add(living.sighting()));
        return sightings;
    }

    /** Empty while the name lives. */
    Optional<LaunchNote> note() {
        return life.isPresent() ? Optional.empty() : launches.note();
    }
}
