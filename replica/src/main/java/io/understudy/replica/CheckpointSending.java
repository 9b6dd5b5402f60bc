package io.understudy.replica;

import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.replica.application.Checkpoint;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A checkpoint on its way to one replica, chunk by chunk, while this one serves on. It holds
 * committed state only: what is executed.
 *
 * <p>The next chunk follows when the last one was taken. More at once would hardly be quicker, and
 * leave the clients of this replica less of its time.
 */
final class CheckpointSending {

    private final Scene scene;
    private final ReplicaId peer;
    private final Position at;
    private final Checkpoint picture;

    /**
     * Of one chunk after the other: nothing of a state of gigabytes is left to the collector.
     * Copies of a chunk that was taken may still be under way, and say something else by the time
     * they are sent; but whoever has taken it passes over them.
     */
    private final ByteBuffer bytes;

    /** Sent and not taken. */
    private Optional<Chunk> underWay = Optional.empty();

    private int taken = 0;
    private boolean lastMade = false;

    CheckpointSending(Scene scene, ReplicaId peer) {
        this.scene = scene;
        this.bytes = ByteBuffer.allocate(scene.settings().limits().chunkBytes());
        this.peer = peer;
        this.at = scene.log().at(scene.store().state().executed());
        this.picture = scene.store().state().checkpoint();
        scene.env().story("sending checkpoint at=" + at + " to=" + peer.name());
    }

    Position at() {
        return at;
    }

    void pump() {
        if (!lastMade && underWay.isEmpty()) {
            Chunk chunk = make();
            underWay = Optional.of(chunk);
            scene.send(peer, chunk);
        }
    }

    private Chunk make() {
        picture.writeTo(bytes.clear());
        lastMade = picture.finished();
        return new Chunk(scene.group(), scene.view().number(), at, taken, lastMade, bytes.flip());
    }

    /** Whether that was the last of them. */
    boolean onTaken(int next) {
        if (underWay.isPresent() && next > taken) {
            underWay = Optional.empty();
            taken++;
            pump();
        }
        return lastMade && underWay.isEmpty();
    }

    /** What was under way may have been lost with a connection. */
    void repeat() {
        underWay.ifPresent(chunk -> scene.send(peer, chunk));
    }
}
