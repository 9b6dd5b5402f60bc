package io.understudy.replica;

import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.replica.application.Checkpoint;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * A checkpoint on its way to one replica, a few chunks at a time, while this one serves on. It
 * holds committed state only: what is executed.
 */
final class CheckpointSending {

    private final Scene scene;
    private final ReplicaId peer;
    private final int ahead;
    private final Position at;
    private final Checkpoint picture;

    /** Where each chunk is put together. */
    private final ByteBuffer piece;

    /** Sent and not taken; the first has index {@link #taken}. */
    private final ArrayDeque<Chunk> underWay = new ArrayDeque<>();

    private int taken = 0;
    private boolean lastMade = false;

    CheckpointSending(Scene scene, ReplicaId peer, int ahead) {
        this.scene = scene;
        this.piece = ByteBuffer.allocate(scene.settings().limits().chunkBytes());
        this.peer = peer;
        this.ahead = ahead;
        this.at = scene.log().at(scene.store().state().executed());
        this.picture = scene.store().state().checkpoint();
        scene.env().story("sending checkpoint at=" + at + " to=" + peer.name());
    }

    Position at() {
        return at;
    }

    void pump() {
        while (!lastMade && underWay.size() < ahead) {
            Chunk chunk = make(taken + underWay.size());
            underWay.add(chunk);
            scene.send(peer, chunk);
        }
    }

    private Chunk make(int index) {
        piece.clear();
        picture.writeTo(piece);
        lastMade = picture.finished();
        byte[] bytes = Arrays.copyOf(piece.array(), piece.position());
        return new Chunk(scene.group(), scene.view().number(), at, index, lastMade, bytes);
    }

    /** Whether that was the last of them. */
    boolean onTaken(int next) {
        while (taken < next && !underWay.isEmpty()) {
            underWay.poll();
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
