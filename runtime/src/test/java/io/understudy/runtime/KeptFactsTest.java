package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeptFactsTest {

    private final KeptFacts kept = new KeptFacts();

    @Test
    void theLastOnesAreKept() {
        int count = KeptFacts.FACTS_MAX + 5;
        for (int i = 0; i < count; i++) {
            kept.keep("fact " + i);
        }
        assertEquals(KeptFacts.FACTS_MAX, kept.last().size());
        assertEquals("fact 5", kept.last().get(0));
        assertEquals("fact " + (count - 1), kept.last().get(KeptFacts.FACTS_MAX - 1));
    }
}
