package io.understudy.replica;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.StateDigest;
import java.util.Collection;

/** A primary says, now and then, to what state its entries have led it. */
final class StateClaims {

    /**
     * A second with the usual interval. Saying it costs a message, comparing it nothing: often
     * enough to stop who deviates soon, seldom enough not to show.
     */
    static final int BEATS = 20;

    private final Scene scene;
    private int beats = 0;

    StateClaims(Scene scene) {
        this.scene = scene;
    }

    void onBeat(Collection<ReplicaId> others) {
        beats++;
        if (beats % BEATS == 0) {
            ReplicatedState state = scene.store().state();
            StateDigest claim =
                    new StateDigest(
                            scene.group(), scene.view().number(), state.executed(), state.digest());
            others.forEach(other -> scene.send(other, claim));
        }
    }
}
