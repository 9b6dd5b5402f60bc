package io.understudy.runtime;

import io.understudy.protocol.Weight;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.Message;

/** The facts of one node: kept, and written to the log where their weight says so. */
final class Trace {

    private final KeptFacts kept;
    private final Events events;
    private final Logger log;

    Trace(KeptFacts kept, Events events, Logger log) {
        this.kept = kept;
        this.events = events;
        this.log = log;
    }

    /**
     * On any thread: names are resolved and doors opened off the loop. Kept at once, so that last
     * words have it. Written when what the present event sends is on its way: a line takes a
     * process that seldom writes one some tenths of a millisecond, for which the next one in a
     * change of view would wait. It bears the time of now all the same.
     */
    void fact(Weight weight, String fact) {
        kept.keep(fact);
        Level level = level(weight);
        if (log.isEnabled(level)) {
            Message said = new Fact(Instant.now(), fact);
            events.afterwards(() -> log.log(level, said));
        }
    }

    private static Level level(Weight weight) {
        return switch (weight) {
            case DETAIL -> Level.DEBUG;
            case STORY -> Level.INFO;
            case WARNING -> Level.WARN;
        };
    }
}
