package io.understudy.manager;

import io.understudy.manager.Life.Standing;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recorded state of one group: takes facts one by one and says which view follows.
 *
 * <p>What a fact means for the view is the matter of {@link ViewRules}; here is only which facts
 * count at all, and what is remembered of them. A fact that does not count changes nothing, so it
 * may be recorded twice or late.
 */
final class Group {

    /** Lives kept for the record of what ended; the living are never dropped. */
    static final int LIVES_ENDED_MAX = 64;

    static final int HISTORY_MAX = 100;

    private GroupRules rules;
    private long precedingView;
    private Optional<View> newest;
    private Optional<View> activated;
    private final List<Life> lives;
    private final List<ReplicaId> caughtUp;
    private final List<ReplicaId> passedOver;
    private final List<GroupRecord.Formed> history;
    private final ViewListener listener;

    /** Why the next view is formed, if one is: set by each fact that counts. */
    private String cause = "";

    /** When the fact at hand was recorded, in microseconds of the epoch. */
    private long at;

    Group(GroupRecord record, ViewListener listener) {
        rules = record.rules();
        precedingView = record.precedingView();
        newest = record.newest();
        activated = record.activated();
        lives = new ArrayList<>(record.lives());
        caughtUp = new ArrayList<>(record.caughtUp());
        passedOver = new ArrayList<>(record.passedOver());
        history = new ArrayList<>(record.history());
        this.listener = listener;
    }

    GroupRecord record() {
        return new GroupRecord(
                rules, precedingView, newest, activated, lives, caughtUp, passedOver, history);
    }

    void apply(Command command, long recordedAt) {
        at = recordedAt;
        cause = "";
        command.applyTo(this);
        if (!cause.isEmpty()) {
            formNext();
        }
    }

    void configured(GroupRules next) {
        rules = next;
        cause = "the group was configured";
    }

    /**
     * Counts only as long as there is no view: from then on the record itself says what follows.
     */
    void preceded(long heardView) {
        if (newest.isEmpty()) {
            precedingView = Math.max(precedingView, heardView + Command.Preceded.UNHEARD_MAX);
        }
    }

    void arrived(ReplicaId replica, long heldView) {
        Optional<Life> known = record().life(replica);
        if (known.isPresent() && known.get().standing() != Standing.LOST) {
            return;
        }
        // A name runs once: its detector vouches for this life, so it no longer does for others.
        for (Life life : List.copyOf(lives)) {
            if (life.up() && life.replica().name().equals(replica.name())) {
                replace(life.standing(Standing.LOST));
            }
        }
        if (known.isPresent()) {
            replace(known.get().standing(Standing.UP));
            cause = replica.name() + " is heard again";
        } else {
            lives.add(Life.arriving(replica, heldView));
            cause = replica.name() + " arrived";
        }
    }

    void lost(ReplicaId replica, boolean certain, String why) {
        Optional<Life> known = record().life(replica);
        if (known.isEmpty() || known.get().standing() == Standing.ENDED) {
            return;
        }
        boolean wasUp = known.get().up();
        if (!wasUp && !certain) {
            return;
        }
        replace(known.get().standing(certain ? Standing.ENDED : Standing.LOST));
        if (wasUp) {
            cause = replica.name() + ": " + why;
        }
    }

    void reconciled(long view, ReplicaId primary) {
        if (!isNewest(view, primary) || record().newestIsActivated()) {
            return;
        }
        View next = newest.orElseThrow();
        activated.ifPresent(previous -> spendThoseLeftOut(previous, next));
        for (ReplicaId member : next.members()) {
            record().life(member).ifPresent(life -> replace(life.shunned(false)));
        }
        activated = newest;
        passedOver.clear();
        noteActivation(view);
        listener.onActivated(rules.group(), next);
        cause = "view " + view + " is activated";
    }

    void caughtUp(long view, ReplicaId primary, ReplicaId joiner) {
        // Only in the view that is both newest and activated: in a newer one the joiner may have to
        // begin anew, and in an older one its primary may already be superseded.
        if (!isNewest(view, primary)
                || !record().newestIsActivated()
                || !newest.orElseThrow().hasJoiner(joiner)
                || caughtUp.contains(joiner)) {
            return;
        }
        caughtUp.add(joiner);
        cause = joiner.name() + " has caught up";
    }

    void memberSilent(long view, ReplicaId primary, ReplicaId member) {
        if (!isNewest(view, primary)
                || member.equals(primary)
                || !newest.orElseThrow().hasMember(member)) {
            return;
        }
        record().life(member).ifPresent(life -> replace(life.shunned(true)));
        cause = primary.name() + " hears nothing of " + member.name();
    }

    void overdue(long view) {
        boolean counts =
                newest.filter(known -> known.number() == view).isPresent()
                        && !record().newestIsActivated();
        if (!counts) {
            return;
        }
        ReplicaId primary = newest.orElseThrow().primary();
        if (!passedOver.contains(primary)) {
            passedOver.add(primary);
        }
        cause = primary.name() + " did not reconcile view " + view + " in time";
    }

    private boolean isNewest(long view, ReplicaId primary) {
        return newest.filter(known -> known.number() == view && known.primary().equals(primary))
                .isPresent();
    }

    private void formNext() {
        GroupRecord before = record();
        Optional<View> next = ViewRules.next(before);
        if (next.isEmpty()) {
            if (allPassedOver(before)) {
                // Everybody had a turn and nobody managed; begin again with the first.
                passedOver.clear();
            }
            return;
        }
        View view = next.get();
        ViewRules.check(before, view);
        newest = next;
        caughtUp.clear();
        history.add(new GroupRecord.Formed(view, cause, at, 0));
        trim();
        listener.onFormed(rules.group(), view, cause);
    }

    private static boolean allPassedOver(GroupRecord state) {
        return state.newest().isPresent()
                && state.passedOver().containsAll(state.newest().get().members());
    }

    private void noteActivation(long view) {
        history.replaceAll(
                formed ->
                        formed.view().number() == view
                                ? new GroupRecord.Formed(
                                        formed.view(), formed.cause(), formed.formedAt(), at)
                                : formed);
    }

    private void spendThoseLeftOut(View previous, View next) {
        for (ReplicaId member : previous.members()) {
            if (!next.hasMember(member)) {
                record().life(member).ifPresent(life -> replace(life.asSpent()));
            }
        }
    }

    private void replace(Life next) {
        lives.replaceAll(life -> life.replica().equals(next.replica()) ? next : life);
    }

    /** Forgets what ended longest ago; whoever has a part in a view that counts is kept. */
    private void trim() {
        while (history.size() > HISTORY_MAX) {
            history.remove(0);
        }
        long gone = lives.stream().filter(life -> !life.up()).count();
        for (Life life : List.copyOf(lives)) {
            if (gone <= LIVES_ENDED_MAX) {
                return;
            }
            boolean needed =
                    life.up()
                            || newest.filter(view -> view.concerns(life.replica())).isPresent()
                            || activated.filter(view -> view.concerns(life.replica())).isPresent();
            if (!needed) {
                lives.remove(life);
                gone--;
            }
        }
    }
}
