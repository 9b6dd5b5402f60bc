package io.understudy.runtime;

import io.understudy.protocol.Weight;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;

/**
 * The facts of one node: written to the log where their weight says so, and the last ones kept, of
 * every weight, for the case that the node has to halt.
 */
final class Trace {

    static final int KEPT_MAX = 1_000;

    private final Logger log;
    private final String[] kept = new String[KEPT_MAX];
    private long count;

    Trace(Logger log) {
        this.log = log;
    }

    /** On any thread: names are resolved and doors opened off the loop. */
    void fact(Weight weight, String fact) {
        keep(fact);
        write(weight, fact);
    }

    synchronized void keep(String fact) {
        kept[(int) (count++ % KEPT_MAX)] = fact;
    }

    /** Whether facts of that weight are written at all. */
    boolean writes(Weight weight) {
        return log.isEnabled(level(weight));
    }

    void write(Weight weight, String fact) {
        log.log(level(weight), fact);
    }

    /** Oldest first. */
    synchronized List<String> last() {
        List<String> facts = new ArrayList<>();
        for (long i = Math.max(0, count - KEPT_MAX); i < count; i++) {
            facts.add(kept[(int) (i % KEPT_MAX)]);
        }
        return facts;
    }

    private static Level level(Weight weight) {
        return switch (weight) {
            case DETAIL -> Level.DEBUG;
            case STORY -> Level.INFO;
            case WARNING -> Level.WARN;
        };
    }
}
