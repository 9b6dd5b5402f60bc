package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Batch;
import io.understudy.protocol.InvariantViolation;
import io.understudy.protocol.Position;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a log refuses. Nobody asks it for any of this, so here it is asked. */
class LogTest {

    private static final byte[] OPERATION = {1};

    private final Log log = new Log();

    @BeforeEach
    void threeOfViewTwoAndTheFirstTwoCommitted() {
        log.append(batch(2, 1, 3));
        log.commit(2);
    }

    private static Batch batch(long view, long first, int count) {
        Batch.Builder batch = Batch.builder(view, first, 0);
        for (int i = 0; i < count; i++) {
            batch.add(Batch.Kind.OPERATION, 7, first + i, 0, OPERATION);
        }
        return batch.build();
    }

    private static void assertRefused(String invariant, Runnable what) {
        InvariantViolation refusal = assertThrows(InvariantViolation.class, what::run);
        assertTrue(refusal.getMessage().startsWith(invariant + ": "), refusal::getMessage);
    }

    @Test
    void whatIsNotCommittedIsCutOff() {
        log.take(new Position(2, 2), List.of(batch(3, 3, 2)));

        assertEquals(new Position(3, 4), log.last());
        assertEquals(new Position(2, 2), log.at(2));
    }

    @Test
    void whatIsCommittedIsNeverCutOff() {
        assertRefused("LG2", () -> log.take(new Position(2, 1), List.of(batch(3, 2, 2))));
    }

    @Test
    void aGapIsNotAppended() {
        assertRefused("LG1", () -> log.append(batch(2, 5, 1)));
    }

    @Test
    void anOlderViewIsNotAppended() {
        assertRefused("LG1", () -> log.append(batch(1, 4, 1)));
    }

    @Test
    void nothingIsCommittedThatIsNotThere() {
        assertRefused("LG1", () -> log.commit(4));
    }

    @Test
    void whatIsNotCommittedIsNotDropped() {
        assertRefused("LG3", () -> log.dropThrough(3));
    }
}
