package io.understudy.manager;

import io.understudy.protocol.ReplicaId;

/**
 * What is recorded of one incarnation of a replica.
 *
 * @param heldView the activated view whose log its journal held at its start; 0 for none
 * @param spent it was a member of an activated view and then left out of one. It gives up its state
 *     and draws a new incarnation as soon as it hears of that, so this one is of no more use
 * @param shunned its primary hears nothing of it, and it is left out while there are others; until
 *     a view is activated with it, which shows that it can be heard
 */
public record Life(
        ReplicaId replica, Standing standing, long heldView, boolean spent, boolean shunned) {

    /** Whether it can be counted on. */
    public enum Standing {
        UP,
        /** Not heard of, and perhaps alive. */
        LOST,
        /** Certain: it can execute no more. */
        ENDED
    }

    static Life arriving(ReplicaId replica, long heldView) {
        return new Life(replica, Standing.UP, heldView, false, false);
    }

    boolean up() {
        return standing == Standing.UP;
    }

    Life standing(Standing next) {
        return new Life(replica, next, heldView, spent, shunned);
    }

    Life asSpent() {
        return new Life(replica, standing, heldView, true, shunned);
    }

    Life shunned(boolean next) {
        return new Life(replica, standing, heldView, spent, next);
    }
}
