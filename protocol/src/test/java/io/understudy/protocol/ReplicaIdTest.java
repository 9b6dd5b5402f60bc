package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.NamePattern;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaIdTest {

    @Test
    void whatIsPrintedIsReadAsTheSameLife() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            ReplicaId id = new ReplicaId("S" + random.nextInt(1_000), random.nextLong());
            assertEquals(id, ReplicaId.parse(id.toString()));
        }
    }

    @Test
    void everyDigitOfAnIncarnationIsPrinted() {
        assertEquals("S1#0000000000000000", new ReplicaId("S1", 0).toString());
        assertEquals("S1#ffffffffffffffff", new ReplicaId("S1", -1).toString());
        assertEquals("S1#8000000000000000", new ReplicaId("S1", Long.MIN_VALUE).toString());
    }

    @Test
    void theLongestNameIsReadBack() {
        ReplicaId longest = new ReplicaId("N".repeat(NamePattern.LENGTH_MAX), 7);
        assertEquals(longest, ReplicaId.parse(longest.toString()));
    }

    /** One life has one spelling, or a text comparison would find two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "S1",
                "S1#",
                "#0000000000000000",
                "S1#000000000000000",
                "S1#00000000000000000",
                "S1#+000000000000001",
                "S1#-000000000000001",
                "S1#000000000000000A",
                "S1#000000000000000g",
                "S1#٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠",
                "S1##000000000000000",
                "S1# 000000000000000",
                "S1#0000000000000000\n",
                " S1#0000000000000000",
                "1S#0000000000000000",
                "S 1#0000000000000000"
            })
    void anyOtherSpellingIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ReplicaId.parse(text));
    }

    @Test
    void anIdIsOrderedByNameBeforeIncarnation() {
        List<ReplicaId> ids =
                List.of(new ReplicaId("S2", 1), new ReplicaId("S1", 9), new ReplicaId("S1", -9));
        assertEquals(
                List.of("S1#fffffffffffffff7", "S1#0000000000000009", "S2#0000000000000001"),
                ids.stream().sorted().map(ReplicaId::toString).toList());
    }

    @Test
    void anotherIncarnationIsAnotherReplica() {
        assertTrue(new ReplicaId("S1", 1).compareTo(new ReplicaId("S1", 2)) < 0);
        assertEquals(new ReplicaId("S1", 1).node(), new ReplicaId("S1", 2).node());
    }
}
