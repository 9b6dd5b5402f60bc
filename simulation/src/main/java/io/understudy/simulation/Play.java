package io.understudy.simulation;

import io.understudy.config.ClusterFile;
import io.understudy.config.Reads;
import io.understudy.manager.GroupRecord;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.simulation.history.Judgement;
import io.understudy.simulation.history.Linearizability;
import io.understudy.simulation.history.Verdict;
import java.util.List;
import java.util.TreeSet;

/**
 * One world from its beginning to its judgement: a storm, then fair weather, then the question
 * whether the view is what it should be.
 */
public final class Play {

    /** Faults strike from here on; the cluster may still be starting. */
    private static final long STORM_FROM_MICROS = 500_000;

    private static final long STORM_TO_MICROS = 9_000_000;

    /** Past every outage. */
    private static final long CALM_MICROS = 12_100_000;

    /** LIVE: the longest way back is timeouts, a back-off, a start and a few view changes. */
    private static final long SETTLED_AFTER_MICROS = 12_000_000;

    /** Past every client's patience. */
    private static final long END_MICROS = CALM_MICROS + SETTLED_AFTER_MICROS + 6_000_000;

    private static final Linearizability JUDGE =
            new Linearizability(Linearizability.STEPS_MAX_DEFAULT);

    /** How it ended. */
    public enum Ending {
        /** The view is the set of live replicas, all that were wanted. */
        WHOLE,
        /** Every member of the last activated view had died, so nobody may go on. */
        WAITING
    }

    /**
     * @param views how many were formed
     * @param events how many things happened
     * @param answered how many requests were
     */
    public record Outcome(Ending ending, long views, long events, long answered) {}

    private final long seed;
    private final World world;

    public Play(long seed, boolean strictAcknowledgement) {
        this.seed = seed;
        // The two ways to read have little in common, so each gets every other world.
        Reads reads = seed % 2 == 0 ? Reads.LEASE : Reads.CONFIRM;
        ClusterFile cluster = SimCluster.file(strictAcknowledgement, reads);
        this.world = new World(seed, cluster);
    }

    /** Plays it; a broken promise is thrown with the world's last words. */
    public Outcome play() {
        try {
            Storm.plan(world, STORM_FROM_MICROS, STORM_TO_MICROS);
            world.start();
            world.startClients();
            world.runUntil(CALM_MICROS);
            world.calmDown();
            world.network().healAll();
            world.runUntil(CALM_MICROS + SETTLED_AFTER_MICROS);
            world.silenceClients();
            world.runUntil(END_MICROS);
            Ending ending = judge();
            judgeHistory();
            return new Outcome(
                    ending,
                    world.observer().views(),
                    world.timeline().happened(),
                    world.requestsAnswered());
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError(
                    world.story()
                            + "\nseed "
                            + seed
                            + ": "
                            + wrong
                            + "\nto see it again: .ci/run --seed "
                            + seed,
                    wrong);
        }
    }

    private void judgeHistory() {
        Judgement judgement = JUDGE.judge(world.history());
        if (judgement.verdict() != Verdict.LINEARIZABLE) {
            throw new Violation("LIN", "%s", judgement);
        }
    }

    private Ending judge() {
        GroupRecord group =
                world.observer()
                        .recorded()
                        .orElseThrow(() -> new Violation("LIVE", "the group is not recorded"));
        View newest = group.newest().orElseThrow(() -> new Violation("LIVE", "there is no view"));
        TreeSet<ReplicaId> alive = new TreeSet<>();
        world.replicas()
                .values()
                .forEach(
                        replica -> {
                            if (!replica.process().dead()) {
                                alive.add(replica.core().self());
                            }
                        });
        if (alive.size() != World.MACHINES.size()) {
            throw new Violation("LIVE", "alive=%s: want one on each machine", alive);
        }
        List<ReplicaId> lastMembers = group.activated().map(View::members).orElse(List.of());
        boolean anyMemberLeft = lastMembers.stream().anyMatch(alive::contains);
        if (!lastMembers.isEmpty() && !anyMemberLeft) {
            return Ending.WAITING;
        }
        if (!group.newestIsActivated() || !new TreeSet<>(newest.members()).equals(alive)) {
            throw new Violation(
                    "LIVE", "newest=%s activated=%s alive=%s", newest, group.activated(), alive);
        }
        return Ending.WHOLE;
    }
}
