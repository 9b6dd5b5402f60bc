package io.understudy.simulation;

import io.understudy.config.Reads;
import io.understudy.replica.Limits;
import io.understudy.replica.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a world is made of, before anything happens in it.
 *
 * @param machines how many, each with one replica of each group
 * @param wanted how many of those a group wants; the others are spare
 * @param strictAcknowledgement the classic rule, under which many a world ends waiting
 * @param reads of each group, which have little in common
 * @param limits small where they shall be reached
 * @param atOnceMax requests of one client under way
 * @param idleClients whether clients pause for so long that their sessions end
 * @param signalsFail whether a process that is killed may live on, for a while or for good
 */
record Shape(
        int machines,
        int wanted,
        boolean strictAcknowledgement,
        List<Reads> reads,
        Limits limits,
        int atOnceMax,
        boolean idleClients,
        boolean signalsFail) {

    static final Shape PLAIN =
            new Shape(3, 3, false, List.of(Reads.LEASE), Limits.STANDARD, 3, false, false);

    static Shape drawnFrom(RandomGenerator random) {
        boolean spare = random.nextInt(4) == 0;
        int wanted = random.nextInt(8) == 0 ? 2 : 3;
        int groups = random.nextInt(5) == 0 ? 2 : 1;
        List<Reads> reads = new ArrayList<>();
        while (reads.size() < groups) {
            reads.add(random.nextBoolean() ? Reads.LEASE : Reads.CONFIRM);
        }
        return new Shape(
                spare ? wanted + 1 + random.nextInt(2) : wanted,
                wanted,
                random.nextInt(8) == 0,
                List.copyOf(reads),
                random.nextInt(3) == 0 ? smallLimits(random) : Limits.STANDARD,
                1 + random.nextInt(5),
                random.nextInt(4) == 0,
                random.nextBoolean());
    }

    private static Limits smallLimits(RandomGenerator random) {
        Limits usual = Limits.STANDARD;
        SessionLimits sessions =
                random.nextBoolean()
                        ? usual.sessions()
                        : new SessionLimits(
                                2 + random.nextInt(4),
                                2 + random.nextInt(4),
                                1 + random.nextInt(400),
                                1 + random.nextInt(1_000),
                                700_000,
                                100_000);
        return new Limits(
                random.nextBoolean() ? usual.waitingMax() : 1 + random.nextInt(4),
                random.nextBoolean() ? usual.waitingBytes() : 1 + random.nextInt(200),
                random.nextBoolean() ? usual.readsMax() : 1 + random.nextInt(3),
                random.nextBoolean() ? usual.windowBytes() : 1 + random.nextInt(500),
                random.nextBoolean() ? usual.messageBytes() : 1 + random.nextInt(300),
                random.nextBoolean() ? usual.chunkBytes() : 16 + random.nextInt(64),
                random.nextBoolean() ? usual.logBytes() : 1 + random.nextInt(500),
                sessions);
    }

    List<String> machineNames() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= machines; i++) {
            names.add("M" + i);
        }
        return names;
    }
}
