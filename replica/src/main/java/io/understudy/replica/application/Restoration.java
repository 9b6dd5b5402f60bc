package io.understudy.replica.application;

import java.nio.ByteBuffer;

/**
 * A checkpoint on its way into an application. One that will not be finished is just dropped: the
 * application still has the state it had.
 */
public interface Restoration {

    /**
     * Takes the next piece, however the pieces are cut.
     *
     * @throws DamagedCheckpoint if that is not how a checkpoint goes on
     */
    void feed(ByteBuffer piece);

    /**
     * The pieces were all: replaces the application's state by theirs.
     *
     * @throws DamagedCheckpoint if they were not, or are not what was written; the state stays
     */
    void finish();
}
