package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;

/** One way to look at one process, again and again; used by one thread. */
interface Look extends AutoCloseable {

    /** What a look shows. */
    enum Sight {
        RUNNING,
        STOPPED,
        /** For certain, and for ever. */
        ENDED
    }

    ProcessId process();

    Sight look();

    /** What is known of why it ended. */
    String cause();

    @Override
    void close();
}
