package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Weight;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final Trace trace = new Trace(LogManager.getLogger("trace-test"));

    @Test
    void theLastFactsAreKeptWhateverTheirWeight() {
        int count = Trace.KEPT_MAX + 5;
        for (int i = 0; i < count; i++) {
            trace.fact(Weight.DETAIL, "fact " + i);
        }
        assertEquals(Trace.KEPT_MAX, trace.last().size());
        assertEquals("fact 5", trace.last().get(0));
        assertEquals("fact " + (count - 1), trace.last().get(Trace.KEPT_MAX - 1));
    }
}
