package io.understudy.protocol;

/** A message of the data path: many a second, so binary; its reader stands in {@link Tag}. */
interface Compact {

    void write(WireWriter out);

    /** About how many bytes it takes, so that none are copied while it is written. */
    default int expectedBytes() {
        return 128;
    }
}
