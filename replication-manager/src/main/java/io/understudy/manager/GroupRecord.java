package io.understudy.manager;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.List;
import java.util.Optional;

/**
 * The whole state of a group, as it stands in a snapshot and as status and tests see it.
 *
 * @param precedingView views up to that number may have been formed under a record that is lost; 0
 *     if none was
 * @param newest the view formed last
 * @param activated the view activated last: the newest or, until that is reconciled, an older one
 * @param lives in the order in which they arrived
 * @param caughtUp joiners of the newest view that its primary vouches for; only while that view is
 *     also the activated one
 * @param passedOver primaries that did not reconcile a view in time, since the last activation
 * @param history the latest views, oldest first
 */
public record GroupRecord(
        GroupRules rules,
        long precedingView,
        Optional<View> newest,
        Optional<View> activated,
        List<Life> lives,
        List<ReplicaId> caughtUp,
        List<ReplicaId> passedOver,
        List<Formed> history) {

    /**
     * A view of the past.
     *
     * @param formedAt microseconds of the epoch, as the manager that recorded it saw them
     * @param activatedAt 0 if it never was
     */
    public record Formed(View view, String cause, long formedAt, long activatedAt) {}

    public GroupRecord {
        lives = List.copyOf(lives);
        caughtUp = List.copyOf(caughtUp);
        passedOver = List.copyOf(passedOver);
        history = List.copyOf(history);
    }

    static GroupRecord of(GroupRules rules) {
        return new GroupRecord(
                rules,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The number that the next view's follows. */
    long lastNumber() {
        return newest.map(View::number).orElse(precedingView);
    }

    /** Whether requests may be committed in the newest view. */
    public boolean newestIsActivated() {
        return newest.isPresent() && newest.equals(activated);
    }

    /** The manager's word on that life; what it never heard of has none. */
    public Optional<Life> life(ReplicaId replica) {
        return lives.stream().filter(life -> life.replica().equals(replica)).findFirst();
    }
}
