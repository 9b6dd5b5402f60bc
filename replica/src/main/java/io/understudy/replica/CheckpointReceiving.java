package io.understudy.replica;

import io.understudy.protocol.Position;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.replica.application.Restoration;

/**
 * A checkpoint that comes in, chunk by chunk and in order. Until it is whole, nothing of it counts.
 */
final class CheckpointReceiving {

    private final Position at;
    private final Restoration restoration;
    private int next = 0;

    CheckpointReceiving(Position at, ReplicatedState state) {
        this.at = at;
        this.restoration = state.restore();
    }

    Position at() {
        return at;
    }

    /** The index that is wanted next. */
    int next() {
        return next;
    }

    /**
     * Takes it if it is the one that is wanted; one that is repeated, or follows one that was lost,
     * is not.
     *
     * @return whether the state is the checkpoint's now
     */
    boolean take(Chunk chunk) {
        if (chunk.index() != next) {
            return false;
        }
        next++;
        restoration.feed(chunk.bytes());
        if (chunk.last()) {
            restoration.finish();
        }
        return chunk.last();
    }
}
