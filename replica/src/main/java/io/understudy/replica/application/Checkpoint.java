package io.understudy.replica.application;

import java.nio.ByteBuffer;

/**
 * A frozen picture of an application's state, written out piece by piece while execution goes on.
 *
 * <p>It costs memory for as long as it is held: what the application has changed since then exists
 * twice. It may be written out on another thread than the application's, but by one at a time.
 */
public interface Checkpoint {

    /**
     * Puts the next bytes into {@code out}: as many as there is room for, unless the end comes
     * first. Takes time for these bytes only, and memory for a few of them.
     */
    void writeTo(ByteBuffer out);

    /** Whether all has been written. */
    boolean finished();
}
