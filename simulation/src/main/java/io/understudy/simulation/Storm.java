package io.understudy.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The faults of one world, drawn from its seed: not all kinds at once, since a world in which
 * everything fails is one in which nothing much happens.
 */
final class Storm {

    private static final int STRIKES_FEW = 8;
    private static final int STRIKES_MANY = 30;

    private Storm() {}

    /** Plans them; they strike between the two moments. */
    static void plan(World world, RandomGenerator random, long fromMicros, long toMicros) {
        List<Fault> kinds = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (random.nextInt(3) == 0) {
                kinds.add(fault);
            }
        }
        if (kinds.isEmpty()) {
            return;
        }
        int strikes = 1 + random.nextInt(random.nextBoolean() ? STRIKES_FEW : STRIKES_MANY);
        for (int i = 0; i < strikes; i++) {
            Fault fault = kinds.get(random.nextInt(kinds.size()));
            long at = random.nextLong(fromMicros, toMicros);
            world.timeline().after(at, () -> world.strike(fault, random));
        }
    }
}
