package io.understudy.runtime;

import java.util.ArrayList;
import java.util.List;

/** The last facts of one node, of every weight, for the case that it has to halt. */
final class KeptFacts {

    static final int FACTS_MAX = 1_000;

    private final String[] kept = new String[FACTS_MAX];
    private long count;

    synchronized void keep(String fact) {
        kept[(int) (count++ % FACTS_MAX)] = fact;
    }

    /** Oldest first. */
    synchronized List<String> last() {
        List<String> facts = new ArrayList<>();
        for (long i = Math.max(0, count - FACTS_MAX); i < count; i++) {
            facts.add(kept[(int) (i % FACTS_MAX)]);
        }
        return facts;
    }
}
