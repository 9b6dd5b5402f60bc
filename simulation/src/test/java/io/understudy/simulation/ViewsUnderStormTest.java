package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.simulation.Play.Ending;
import io.understudy.simulation.Play.Outcome;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every core of the suite in worlds drawn from seeds. {@code -Dseeds=N -DseedFirst=S} chooses
 * which; a red one prints the command that plays it again.
 */
class ViewsUnderStormTest {

    private static final long SEEDS = Long.getLong("seeds", 1_000);
    private static final long SEED_FIRST = Long.getLong("seedFirst", 0);

    /** As many worlds as somebody asks for take as long as they take. */
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @Test
    void everyPromiseHoldsInEveryStormAndTheViewIsTheLivingOnceItIsOver() {
        long waiting =
                LongStream.range(SEED_FIRST, SEED_FIRST + SEEDS)
                        .parallel()
                        .mapToObj(ViewsUnderStormTest::play)
                        .filter(outcome -> outcome.ending() == Ending.WAITING)
                        .count();
        System.out.printf("%d worlds, %d of them ended waiting for a member%n", SEEDS, waiting);
        assertTrue(waiting <= SEEDS / 4 + 1, "too few worlds say anything about liveness");
    }

    private static Outcome play(long seed) {
        return new Play(seed, false).play();
    }
}
