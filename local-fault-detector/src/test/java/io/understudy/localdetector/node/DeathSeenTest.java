package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DeathSeenTest {

    /** Enough for freeing it to take many looks. */
    private static final int HEAP_MB = 1_024;

    /** Most of five, since a machine that stands still delays both signals until it goes on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theWatchMostlySeesADeathBeforeTheSocketEnds() throws Exception {
        List<DeathSeen.Delays> rounds = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            rounds.add(DeathSeen.killOne(HEAP_MB));
        }

        System.out.println("deaths with " + HEAP_MB + " MB in use seen: " + rounds);
        long first = rounds.stream().filter(DeathSeen.Delays::watchWasFirst).count();
        assertTrue(first >= 3, rounds::toString);
    }
}
