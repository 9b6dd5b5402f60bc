package io.understudy.replica;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.ToReplica.StateDigest;
import io.understudy.protocol.View;
import java.util.List;
import java.util.Optional;

/**
 * What a replica is in the view it has joined. Every message that gets here is of that view and
 * group, and from who has a part in it; a part overrides what concerns it.
 */
abstract class Part {

    /** Whether this view has been activated, and these lives are certainly over. */
    void onWord(boolean activated, List<ReplicaId> ended) {}

    void onEnd(End end) {}

    void onEntries(NodeId from, Entries entries) {}

    void onAcknowledge(Acknowledge acknowledge) {}

    void onAskEntries(NodeId from, AskEntries ask) {}

    void onChunk(NodeId from, Chunk chunk) {}

    void onChunkTaken(ChunkTaken taken) {}

    void onStateDigest(NodeId from, StateDigest said) {}

    /** Only a primary takes requests; anybody else says so at once. */
    void onRequest(NodeId from, Request request, Clients clients) {
        clients.refuse(from, request, Fate.NOT_PRIMARY);
    }

    /** All that had arrived by now has been handled. */
    void onTurn() {}

    /** More of a checkpoint may be sent. */
    void onRested() {}

    /** Another heartbeat interval has passed. */
    void onBeat() {}

    boolean inView() {
        return true;
    }

    /** The activated view that it leads. */
    Optional<View> leads() {
        return Optional.empty();
    }
}
