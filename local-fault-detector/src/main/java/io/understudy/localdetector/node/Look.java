package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import java.util.OptionalLong;

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

    /** Of a processor, in hundredths of a second since it began; empty where that is not told. */
    OptionalLong ticksUsed();

    /** What is known of why it ended. */
    String cause();

    @Override
    void close();
}
