package io.understudy.protocol;

import java.nio.ByteBuffer;

/** A message of the data path: many a second, so binary; its reader stands in {@link Tag}. */
interface Compact {

    ByteBuffer NOTHING = ByteBuffer.allocate(0);

    void write(WireWriter out);

    /** What follows in the frame as it is, so that much of it need not be copied together. */
    default ByteBuffer tail() {
        return NOTHING;
    }

    /**
     * About how many bytes it takes without its tail; exactly so many if there may be many, so that
     * none is copied.
     */
    default int expectedBytes() {
        return 128;
    }
}
