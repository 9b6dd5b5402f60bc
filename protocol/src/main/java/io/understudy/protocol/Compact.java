package io.understudy.protocol;

/** A message of the data path: many a second, so binary; its reader stands in {@link Tag}. */
interface Compact {

    void write(WireWriter out);

    /**
     * About how many bytes it takes; exactly so many if there may be many, so that none is copied.
     */
    default int expectedBytes() {
        return 128;
    }
}
