package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every core of the suite in worlds drawn from seeds. {@code -Dseeds=N -DseedFirst=S} chooses
 * which; a red one prints the command that plays it again.
 */
class ViewsUnderStormTest {

    private static final long SEEDS = Long.getLong("seeds", 2_000);

    /** In fewer worlds something rare may be missing by chance. */
    private static final long ENOUGH_FOR_ALL = 2_000;

    private static final long SEED_FIRST = Long.getLong("seedFirst", 0);

    /** As many worlds as somebody asks for take as long as they take. */
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @Test
    void everyPromiseHoldsInEveryStormAndTheViewIsTheLivingOnceItIsOver() {
        Worlds worlds = new Worlds(SEED_FIRST, SEEDS, seed -> new Play(seed).play(), System.out);

        Map<Long, String> red = worlds.play();

        assertTrue(red.isEmpty(), () -> String.join("\n", red.values()));
        assertTrue(worlds.waiting() <= SEEDS / 4 + 1, "too few worlds say anything of liveness");
        if (SEEDS >= ENOUGH_FOR_ALL) {
            assertEquals(EnumSet.allOf(Oddity.class), worlds.odd());
        }
    }
}
