package io.understudy.replica;

import io.understudy.protocol.Position;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.replica.application.Restoration;
import java.io.ByteArrayOutputStream;

/**
 * A checkpoint that comes in, chunk by chunk and in order. Until it is whole, nothing of it counts.
 */
final class CheckpointReceiving {

    private final Position at;
    private final ReplicatedState state;
    private final Restoration application;
    private final ByteArrayOutputStream surroundings = new ByteArrayOutputStream();
    private int next = 0;

    CheckpointReceiving(Position at, ReplicatedState state) {
        this.at = at;
        this.state = state;
        this.application = state.restore();
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
        if (CheckpointSection.of(chunk.bytes()) == CheckpointSection.APPLICATION) {
            application.feed(CheckpointSection.content(chunk.bytes()));
        } else {
            surroundings.writeBytes(CheckpointSection.contentBytes(chunk.bytes()));
        }
        if (chunk.last()) {
            application.finish();
            state.restored(surroundings.toByteArray());
        }
        return chunk.last();
    }
}
