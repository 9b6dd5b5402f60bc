package io.understudy.simulation;

import java.util.random.RandomGenerator;

/**
 * How bad a world is while nothing in particular happens to it.
 *
 * @param delayMaxMicros between two machines; within one a tenth of it
 * @param latePerMille of a thousand alarms so many ring late
 * @param lateMaxMicros how late: a garbage collection, a busy machine
 * @param driftPerMille a clock may be so much fast or slow
 */
record Weather(long delayMaxMicros, int latePerMille, long lateMaxMicros, int driftPerMille) {

    static final Weather FAIR = new Weather(300, 10, 2_000, 0);

    static Weather drawnFrom(RandomGenerator random) {
        return new Weather(
                random.nextBoolean() ? 300 : 20_000,
                random.nextBoolean() ? 10 : 100,
                random.nextBoolean() ? 2_000 : 60_000,
                random.nextBoolean() ? 0 : 20);
    }

    long lateness(RandomGenerator random) {
        boolean late = random.nextInt(1_000) < latePerMille;
        return late ? random.nextLong(lateMaxMicros) : random.nextLong(100);
    }

    long delay(boolean sameMachine, RandomGenerator random) {
        long max = sameMachine ? delayMaxMicros / 10 : delayMaxMicros;
        // Mostly quick, sometimes slow: a uniform delay would hide most reorderings.
        return 20 + (random.nextInt(10) == 0 ? random.nextLong(max + 1) : random.nextLong(60));
    }

    long clockRate(RandomGenerator random) {
        return 1_000 + (driftPerMille == 0 ? 0 : random.nextInt(-driftPerMille, driftPerMille + 1));
    }
}
