package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DeathSeenTest {

    /** Enough for freeing it to take many looks. */
    private static final int HEAP_MB = 1_024;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWatchSeesADeathBeforeTheSocketEnds() throws Exception {
        DeathSeen.Delays delays = DeathSeen.killOne(HEAP_MB);

        System.out.println("death with " + HEAP_MB + " MB in use seen: " + delays);
        assertTrue(delays.watchWasFirst(), delays::toString);
    }
}
