package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ten processes that fill two gigabytes each: with the system tests, since that takes its time. */
class DeathSeenIT {

    /** Enough for freeing it to take many looks. Touching it takes about a second each time. */
    private static final int HEAP_MB = 2_048;

    private static final int DEATHS = 10;

    /** Each time, by a hundred milliseconds and more, also where four others want two cores. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aKillOfAProcessWithMuchMemoryIsSeenBeforeItsSocketEnds() throws Exception {
        List<DeathSeen.Delays> deaths = new ArrayList<>();
        for (int death = 0; death < DEATHS; death++) {
            deaths.add(DeathSeen.killOne(HEAP_MB));
        }

        System.out.printf(
                "killed with %d MB in use, median of %d: %s%n",
                HEAP_MB, DEATHS, DeathSeen.median(deaths));
        assertTrue(deaths.stream().allMatch(DeathSeen.Delays::watchWasFirst), deaths::toString);
    }
}
