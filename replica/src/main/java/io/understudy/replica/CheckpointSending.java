package io.understudy.replica;

import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.replica.application.Checkpoint;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * A checkpoint on its way to one replica, chunk by chunk, while this one serves on. It holds
 * committed state only: what is executed.
 */
final class CheckpointSending {

    /**
     * Chunks under way; one more follows for each that is taken. More are hardly quicker within a
     * network of less than a millisecond, and leave clients less of this replica's time.
     */
    private static final int AHEAD = 2;

    private final Scene scene;
    private final ReplicaId peer;
    private final Position at;
    private final Checkpoint picture;

    /** Sent and not taken; the first has index {@link #taken}. */
    private final ArrayDeque<Chunk> underWay = new ArrayDeque<>();

    /**
     * Of chunks that were taken, for those to come: nothing of a state of gigabytes is left to the
     * collector. A copy of a chunk may still be under way, and say something else when it arrives;
     * but whoever has taken the chunk passes over it.
     */
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    private int taken = 0;
    private boolean lastMade = false;

    CheckpointSending(Scene scene, ReplicaId peer) {
        this.scene = scene;
        this.peer = peer;
        this.at = scene.log().at(scene.store().state().executed());
        this.picture = scene.store().state().checkpoint();
        for (int i = 0; i < AHEAD; i++) {
            spare.add(ByteBuffer.allocate(scene.settings().limits().chunkBytes()));
        }
        scene.env().story("sending checkpoint at=" + at + " to=" + peer.name());
    }

    Position at() {
        return at;
    }

    void pump() {
        while (!lastMade && !spare.isEmpty()) {
            Chunk chunk = make(taken + underWay.size(), spare.poll());
            underWay.add(chunk);
            scene.send(peer, chunk);
        }
    }

    private Chunk make(int index, ByteBuffer bytes) {
        picture.writeTo(bytes.clear());
        lastMade = picture.finished();
        return new Chunk(scene.group(), scene.view().number(), at, index, lastMade, bytes.flip());
    }

    /** Whether that was the last of them. */
    boolean onTaken(int next) {
        while (taken < next && !underWay.isEmpty()) {
            spare.add(underWay.poll().bytes());
            taken++;
        }
        pump();
        return lastMade && underWay.isEmpty();
    }

    /** What was under way may have been lost with a connection. */
    void repeat() {
        underWay.forEach(chunk -> scene.send(peer, chunk));
    }
}
