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
     * Chunks under way; one more follows, after a rest, for each that is taken. More are hardly
     * quicker within a network of less than a millisecond, and leave clients less of this replica's
     * time. Likewise of entries to a joiner, in one event.
     */
    static final int AHEAD = 2;

    /**
     * After a chunk is taken its sending rests as long as that took, but no longer than this. So
     * whoever serves has half of what the two of them use, wherever the narrows are, and a far
     * network is not left idle for a round trip.
     */
    static final long REST_MICROS_MAX = 5_000;

    private record UnderWay(Chunk chunk, long sentMicros) {}

    private final Scene scene;
    private final ReplicaId peer;
    private final Position at;
    private final Checkpoint picture;

    /** Sent and not taken; the first has index {@link #taken}. */
    private final ArrayDeque<UnderWay> underWay = new ArrayDeque<>();

    /**
     * Of chunks that were taken, for those to come: nothing of a state of gigabytes is left to the
     * collector. A copy of a chunk may still be under way, and say something else when it arrives;
     * but whoever has taken the chunk passes over it.
     */
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    private int taken = 0;

    /** Until then nothing more is sent. */
    private long restsUntilMicros = Long.MIN_VALUE;

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
        long now = scene.nowMicros();
        while (!lastMade && !spare.isEmpty() && now >= restsUntilMicros) {
            Chunk chunk = make(taken + underWay.size(), spare.poll());
            underWay.add(new UnderWay(chunk, now));
            scene.send(peer, chunk);
        }
        if (!lastMade && !spare.isEmpty()) {
            // Armed by each that rests, since all joiners' sendings share the alarm.
            scene.env().setAlarm(Replica.Alarm.CHUNKS, restsUntilMicros - now);
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
            UnderWay arrived = underWay.poll();
            spare.add(arrived.chunk().bytes());
            taken++;
            rest(scene.nowMicros() - arrived.sentMicros());
        }
        pump();
        return lastMade && underWay.isEmpty();
    }

    /** Unless what is kept for joiners alone fills up meanwhile, which would have it begin anew. */
    private void rest(long tookMicros) {
        if (scene.log().bytes() < scene.settings().limits().logBytes() / 2) {
            long micros = Math.min(tookMicros, REST_MICROS_MAX);
            restsUntilMicros = Math.max(restsUntilMicros, scene.nowMicros() + micros);
        }
    }

    /** What was under way may have been lost with a connection. */
    void repeat() {
        underWay.forEach(sent -> scene.send(peer, sent.chunk()));
    }
}
