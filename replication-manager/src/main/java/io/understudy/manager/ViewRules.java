package io.understudy.manager;

import io.understudy.protocol.Check;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides the next view of a group from what is recorded of it, and from nothing else.
 *
 * <p>The one idea behind it: whatever was acknowledged was acknowledged by <em>every</em> member of
 * the last activated view, so any one of them is enough to go on with, and nobody else is. Views
 * formed since, and never activated, committed nothing and so bind nobody.
 *
 * <p>Invariants (docs/invariants.md), checked on every view by {@link #check}, which knows nothing
 * of how the view was chosen:
 *
 * <ul>
 *   <li>V1 — the primary was a member of the last activated view.
 *   <li>V2 — each member was one, or a joiner that its primary reported caught up.
 *   <li>V3 — numbers grow by one, the first above those of a lost record; under strict
 *       acknowledgement only from an activated view.
 *   <li>V4 — a replica without state never becomes primary.
 * </ul>
 *
 * <pre>
 *   A is primary of view 4 {A, B}, activated. C joins.      Why C must not lead, however alive:
 *
 *   client      A              B            C
 *     |-- w -->|--- entry --->|            |
 *     |<- ok --|<--- ack -----|            |                w is committed: A and B have it
 *              X dies         X dies       |
 *                                          |                view 5 {C}: w is gone, and "ok" was a lie
 * </pre>
 *
 * <p>So when all members are lost there is no next view until one of them is back, or a process
 * whose journal held the activated view.
 */
final class ViewRules {

    private final GroupRecord state;
    private final List<Life> up;

    private ViewRules(GroupRecord state) {
        this.state = state;
        this.up =
                state.lives().stream()
                        .filter(Life::up)
                        .filter(life -> state.rules().replicas().contains(life.replica().name()))
                        .toList();
    }

    /** The view that should follow, if it differs from the newest. */
    static Optional<View> next(GroupRecord state) {
        return new ViewRules(state)
                .next()
                .filter(view -> state.newest().map(newest -> !view.sameAs(newest)).orElse(true));
    }

    /** Whether there was an activated view, and nobody lives who could go on from it. */
    static boolean nobodyCanGoOn(GroupRecord state) {
        return state.activated().isPresent() && new ViewRules(state).candidates().isEmpty();
    }

    private Optional<View> next() {
        boolean frozen = state.newest().isPresent() && !state.newestIsActivated();
        if (frozen && state.rules().strictAcknowledgement()) {
            return Optional.empty();
        }
        List<Life> candidates = candidates();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        ReplicaId primary = primaryAmong(candidates);
        List<ReplicaId> members = members(primary, candidates);
        return Optional.of(
                new View(
                        state.lastNumber() + 1,
                        state.rules().style(),
                        primary,
                        members,
                        joiners(members)));
    }

    /** Who may lead the next view, in order of preference but for the present primary. */
    private List<Life> candidates() {
        if (state.activated().isEmpty()) {
            return up;
        }
        View activated = state.activated().get();
        List<Life> members =
                activated.members().stream()
                        .flatMap(member -> up.stream().filter(is(member)))
                        .toList();
        // A shunned member is healthy but for its link to the primary. It is worse than one that
        // is not shunned, and better than none.
        List<Life> heard = members.stream().filter(life -> !life.shunned()).toList();
        if (!heard.isEmpty()) {
            return heard;
        }
        if (!members.isEmpty()) {
            return members;
        }
        return up.stream().filter(life -> holdsLogOf(activated, life)).toList();
    }

    /** A restarted process counts only through its journal, and only for the activated view. */
    private static boolean holdsLogOf(View activated, Life life) {
        return life.heldView() == activated.number()
                && activated.members().stream()
                        .anyMatch(member -> member.name().equals(life.replica().name()));
    }

    private ReplicaId primaryAmong(List<Life> candidates) {
        List<ReplicaId> willing =
                candidates.stream()
                        .map(Life::replica)
                        .filter(replica -> !state.passedOver().contains(replica))
                        .toList();
        if (willing.isEmpty()) {
            return candidates.get(0).replica();
        }
        return state.newest().map(View::primary).filter(willing::contains).orElse(willing.get(0));
    }

    private List<ReplicaId> members(ReplicaId primary, List<Life> candidates) {
        List<ReplicaId> members = new ArrayList<>();
        if (state.activated().isEmpty() && state.rules().strictAcknowledgement()) {
            // The classic first view has no backup.
            members.add(primary);
        } else if (state.activated().isEmpty()) {
            // Nobody has any state yet, so one empty log is as good as any other. Were only one of
            // them a member, its death at this point would end a group that never did anything.
            up.forEach(life -> members.add(life.replica()));
        } else {
            candidates.stream().map(Life::replica).forEach(members::add);
            up.stream()
                    .map(Life::replica)
                    .filter(replica -> state.caughtUp().contains(replica))
                    .forEach(members::add);
        }
        if (state.rules().strictAcknowledgement()) {
            // The classic rule: a newcomer is backup at once, and the primary does not acknowledge
            // the view before it has brought it the state.
            up.stream()
                    .filter(this::mayJoin)
                    .map(Life::replica)
                    .filter(replica -> !members.contains(replica))
                    .forEach(members::add);
        }
        // The primary stays, whatever its place in the order.
        while (members.size() > state.rules().wanted()) {
            int last = members.size() - 1;
            members.remove(members.get(last).equals(primary) ? last - 1 : last);
        }
        return members;
    }

    private List<ReplicaId> joiners(List<ReplicaId> members) {
        return up.stream()
                .filter(this::mayJoin)
                .map(Life::replica)
                .filter(replica -> !members.contains(replica))
                .limit(state.rules().wanted() - members.size())
                .toList();
    }

    /**
     * Only who has no state that anybody may still count on.
     *
     * <pre>
     *   View 4 {A, B} is activated; A does not hear B.
     *   manager: view 5 {A}, with B as joiner      B cuts its log, and begins to take A's checkpoint
     *   A dies before view 5 is activated          so view 6 is formed from view 4: {B}
     *                                              B leads with half a checkpoint
     * </pre>
     *
     * <p>So a member that is left out comes back as a new incarnation, once the view without it is
     * activated and it has heard so; not before, and not as a joiner.
     */
    private boolean mayJoin(Life life) {
        boolean member =
                state.activated().map(view -> view.hasMember(life.replica())).orElse(false);
        return !member && !life.spent();
    }

    private static Predicate<Life> is(ReplicaId replica) {
        return life -> life.replica().equals(replica);
    }

    /** The other side of the pair: refuses a view that breaks a rule, whoever made it. */
    static void check(GroupRecord before, View next) {
        long number = before.lastNumber();
        Check.invariant(next.number() == number + 1, "V3: view %d after %d", next.number(), number);
        Check.invariant(
                !before.rules().strictAcknowledgement()
                        || before.newest().isEmpty()
                        || before.newestIsActivated(),
                "V3: view %d was not acknowledged",
                number);
        if (before.activated().isEmpty()) {
            return;
        }
        View activated = before.activated().get();
        boolean anyMemberUp =
                activated.members().stream()
                        .filter(member -> before.rules().replicas().contains(member.name()))
                        .anyMatch(up(before));
        Predicate<ReplicaId> holder =
                replica ->
                        !anyMemberUp
                                && before.life(replica)
                                        .filter(life -> holdsLogOf(activated, life))
                                        .isPresent();
        Check.invariant(
                activated.hasMember(next.primary()) || holder.test(next.primary()),
                "V1: primary %s of view %d was no member of view %d",
                next.primary(),
                next.number(),
                activated.number());
        Check.invariant(
                up(before).test(next.primary()),
                "V4: primary %s of view %d is not up",
                next.primary(),
                next.number());
        for (ReplicaId member : next.members()) {
            boolean caughtUp = before.newestIsActivated() && before.caughtUp().contains(member);
            Check.invariant(
                    activated.hasMember(member)
                            || holder.test(member)
                            || caughtUp
                            || before.rules().strictAcknowledgement(),
                    "V2: member %s of view %d was neither member nor caught up in view %d",
                    member,
                    next.number(),
                    activated.number());
        }
        for (ReplicaId joiner : next.joiners()) {
            Check.invariant(
                    !activated.hasMember(joiner),
                    "V2: %s of view %d holds the log of view %d and must not be a joiner",
                    joiner,
                    next.number(),
                    activated.number());
        }
    }

    private static Predicate<ReplicaId> up(GroupRecord state) {
        return replica -> state.life(replica).filter(Life::up).isPresent();
    }
}
