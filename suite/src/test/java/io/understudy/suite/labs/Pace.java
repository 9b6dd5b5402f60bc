package io.understudy.suite.labs;

import java.time.Duration;

/** How long things last. */
final class Pace {

    /** As long as in the lab, wherever something shorter shows the same. */
    static final boolean THOROUGH = Boolean.getBoolean("understudy.thorough");

    private Pace() {}

    static Duration of(Duration lab, Duration otherwise) {
        return THOROUGH ? lab : otherwise;
    }

    static int of(int lab, int otherwise) {
        return THOROUGH ? lab : otherwise;
    }
}
