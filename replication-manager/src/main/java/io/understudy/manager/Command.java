package io.understudy.manager;

import io.understudy.protocol.Check;
import io.understudy.protocol.Names;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager;

/**
 * A fact that the manager's state is made of. Facts are recorded, in one order, before anyone hears
 * of what follows from them; a manager that reads them again comes to the same views.
 */
public sealed interface Command {

    String group();

    /** Changes that group's state, and calls the one method that is meant for this fact. */
    void applyTo(Group group);

    /** The cluster file says so. */
    record Configured(GroupRules rules) implements Command {

        public Configured {
            Check.argument(rules != null, "a group has rules");
        }

        @Override
        public String group() {
            return rules.group();
        }

        @Override
        public void applyTo(Group group) {
            group.configured(rules);
        }
    }

    /**
     * Views of that group were formed under a record that is lost, and no replica that has a part
     * in one of them lives. Its first view is numbered above them.
     *
     * @param heardView the newest of them that a replica has heard of
     */
    record Preceded(String group, long heardView) implements Command {

        /**
         * So many views may have followed the newest that a living replica has heard of: who has no
         * part in a view hears of it once it is activated, while its members, who are dead, and
         * clients, who still listen, may have heard of several that never were. One number must not
         * stand for two views.
         */
        static final long UNHEARD_MAX = 1_000;

        /** More than will ever be, and far from what can no longer be said. */
        static final long HEARD_VIEW_MAX = ToManager.Present.HEARD_VIEW_MAX / 2;

        public Preceded {
            Names.check(group);
            Check.argument(
                    heardView >= 1 && heardView <= HEARD_VIEW_MAX, "heardView=%d", heardView);
        }

        @Override
        public void applyTo(Group group) {
            group.preceded(heardView);
        }
    }

    /**
     * That life of a replica shows itself, and the detector of its machine vouches for it.
     *
     * @param heldView see {@link io.understudy.protocol.ToManager.Present}
     */
    record Arrived(String group, ReplicaId replica, long heldView) implements Command {

        public Arrived {
            Names.check(group);
            Check.argument(replica != null, "somebody arrives");
            Check.argument(heldView >= 0, "heldView=%d", heldView);
        }

        @Override
        public void applyTo(Group group) {
            group.arrived(replica, heldView);
        }
    }

    /**
     * That life is over, or nothing is heard of it.
     *
     * @param certain whether it can execute no more; what is not certain may be taken back by
     *     {@link Arrived}
     */
    record Lost(String group, ReplicaId replica, boolean certain, String cause) implements Command {

        public Lost {
            Names.check(group);
            Check.argument(replica != null, "somebody is lost");
            Check.argument(cause != null && !cause.isBlank(), "a loss has a cause");
        }

        @Override
        public void applyTo(Group group) {
            group.lost(replica, certain, cause);
        }
    }

    /** The primary of that view says that its members hold one log. */
    record Reconciled(String group, long view, ReplicaId primary) implements Command {

        @Override
        public void applyTo(Group group) {
            group.reconciled(view, primary);
        }
    }

    /** The primary of that view says that a joiner holds the log. */
    record CaughtUp(String group, long view, ReplicaId primary, ReplicaId joiner)
            implements Command {

        @Override
        public void applyTo(Group group) {
            group.caughtUp(view, primary, joiner);
        }
    }

    /** The primary of that view hears nothing of a member. */
    record MemberSilent(String group, long view, ReplicaId primary, ReplicaId member)
            implements Command {

        @Override
        public void applyTo(Group group) {
            group.memberSilent(view, primary, member);
        }
    }

    /** The primary of that view took too long to reconcile it. */
    record Overdue(String group, long view) implements Command {

        @Override
        public void applyTo(Group group) {
            group.overdue(view);
        }
    }
}
