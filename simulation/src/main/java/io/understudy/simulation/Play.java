package io.understudy.simulation;

import io.understudy.simulation.Liveness.Ending;
import io.understudy.simulation.history.Judgement;
import io.understudy.simulation.history.Linearizability;
import io.understudy.simulation.history.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One world from its beginning to its judgement: a storm, then fair weather, then the question
 * whether the view is what it should be.
 */
public final class Play {

    /** Faults strike from here on; the cluster may still be starting. */
    private static final long STORM_FROM_MICROS = 400_000;

    private static final long STORM_MICROS_MIN = 2_000_000;
    private static final long STORM_MICROS_MAX = 14_000_000;

    /** LIVE: the longest way back is timeouts, a back-off, a start and a few view changes. */
    private static final long SETTLED_AFTER_MICROS = 12_000_000;

    /** What lasts for so long lasts: longer than every timeout and back-off. */
    private static final long LASTING_MICROS = 1_500_000;

    private static final long GLANCE_MICROS = 100_000;

    /** Past every client's patience. */
    private static final long ENDED_AFTER_MICROS = 6_000_000;

    private static final Linearizability JUDGE =
            new Linearizability(Linearizability.STEPS_MAX_DEFAULT);

    /**
     * @param whole whether the view is all that is wanted; else nobody may go on
     * @param views how many were formed
     * @param events how many things happened
     * @param answered how many requests were
     * @param faults how many were played
     * @param odd what happened that does not in every world
     */
    public record Outcome(
            boolean whole, long views, long events, long answered, long faults, Set<Oddity> odd) {}

    private final long seed;
    private final World world;
    private final Liveness liveness;

    public Play(long seed) {
        this(seed, Shape.drawnFrom(new SplittableRandom(~seed)));
    }

    Play(long seed, Shape shape) {
        this.seed = seed;
        this.world = new World(seed, shape);
        this.liveness = new Liveness(world);
    }

    /** Plays it; a broken promise is thrown with the world's last words. */
    public Outcome play() {
        try {
            storm();
            world.calmDown();
            settle();
            endCalls();
            judgeHistory();
            return new Outcome(
                    liveness.isWhole(),
                    world.observer().views(),
                    world.timeline().happened(),
                    world.requestsAnswered(),
                    world.faults(),
                    world.odd());
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

    private void storm() {
        RandomGenerator random = world.split();
        long end = STORM_FROM_MICROS + random.nextLong(STORM_MICROS_MIN, STORM_MICROS_MAX);
        Storm.plan(world, random, STORM_FROM_MICROS, end);
        world.start();
        world.startClients();
        world.runUntil(end);
        while (world.timeline().nowMicros() < world.wholeAgainMicros()) {
            world.runUntil(world.wholeAgainMicros());
        }
    }

    /**
     * Until the view is what it should be, stays so for a while, and serves; or until it must.
     * Clients go on meanwhile.
     */
    private void settle() {
        long bound = world.timeline().nowMicros() + SETTLED_AFTER_MICROS;
        long since = world.timeline().nowMicros();
        long views = world.observer().views();
        Map<String, Long> answered = answered();
        while (true) {
            world.runUntil(world.timeline().nowMicros() + GLANCE_MICROS);
            long now = world.timeline().nowMicros();
            Optional<Violation> lacking = liveness.lacking();
            if (lacking.isPresent() || world.observer().views() != views) {
                since = now;
                views = world.observer().views();
                answered = answered();
            }
            boolean lasts = now - since >= LASTING_MICROS;
            Optional<String> unserved = unserved(answered);
            if (lasts && unserved.isEmpty()) {
                return;
            }
            if (now >= bound) {
                throw lacking.orElseGet(
                        () ->
                                new Violation(
                                        "LIVE",
                                        "%s",
                                        unserved.map(
                                                        group ->
                                                                "nobody is answered by group "
                                                                        + group)
                                                .orElse("one view follows another")));
            }
        }
    }

    private Map<String, Long> answered() {
        Map<String, Long> answered = new TreeMap<>();
        world.groups().forEach(group -> answered.put(group, world.requestsAnswered(group)));
        return answered;
    }

    /** A group that could serve and has answered nobody since. */
    private Optional<String> unserved(Map<String, Long> answeredBefore) {
        return world.groups().stream()
                .filter(group -> liveness.ending(group) == Ending.WHOLE)
                .filter(group -> world.requestsAnswered(group) == answeredBefore.get(group))
                .findFirst();
    }

    private void endCalls() {
        world.silenceClients();
        long bound = world.timeline().nowMicros() + ENDED_AFTER_MICROS;
        while (world.callsUnderWay() > 0) {
            if (world.timeline().nowMicros() >= bound) {
                throw new Violation("LIVE", "%d calls do not end", world.callsUnderWay());
            }
            world.runUntil(world.timeline().nowMicros() + GLANCE_MICROS);
        }
    }

    private void judgeHistory() {
        Judgement judgement = JUDGE.judge(world.history());
        if (judgement.verdict() != Verdict.LINEARIZABLE) {
            throw new Violation("LIN", "%s", judgement);
        }
    }
}
