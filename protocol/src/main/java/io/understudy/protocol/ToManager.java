package io.understudy.protocol;

import io.understudy.config.ClusterFile;
import java.util.List;

/** Everything a replication manager can be told. */
public sealed interface ToManager extends Message
        permits ToManager.Present,
                ToManager.Reconciled,
                ToManager.CaughtUp,
                ToManager.MemberSilent,
                ToManager.Machines,
                ToManager.Relayed,
                ToManager.Subscribe,
                LocalReport {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onPresent(NodeId from, Present present);

        void onReconciled(NodeId from, Reconciled reconciled);

        void onCaughtUp(NodeId from, CaughtUp caughtUp);

        void onMemberSilent(NodeId from, MemberSilent silent);

        void onMachines(NodeId from, Machines machines);

        void onRelayed(NodeId from, Relayed relayed);

        void onSubscribe(NodeId from, Subscribe subscribe);

        void onLocalReport(NodeId from, LocalReport report);
    }

    /**
     * A replica shows itself: when it has just reached a manager, as a new incarnation, and with
     * its heartbeat: each time until it is told that the newest view it has heard of is activated,
     * every second time from then on, so that a manager that missed one hears it again.
     *
     * @param view the newest it has joined, 0 for none
     * @param heardView the newest it has heard of, with or without a part in it; it takes nothing
     *     of an older one, so a manager that has lost its record must not begin below. 0 for none
     * @param heldView what its journal held at the start of the process: it died a member of that
     *     view and still has that view's log. 0 for none
     * @param sequence the end of its log, for the status
     */
    record Present(
            String group,
            ReplicaId replica,
            long view,
            long heardView,
            long heldView,
            long sequence)
            implements ToManager {

        /** Whoever counts on from there does not come to the end of the numbers. */
        public static final long HEARD_VIEW_MAX = Long.MAX_VALUE / 2;

        public Present {
            Names.check(group);
            Check.argument(replica != null, "somebody is present");
            Check.argument(view >= 0, "view=%d", view);
            Check.argument(
                    heardView >= view && heardView <= HEARD_VIEW_MAX, "heardView=%d", heardView);
            Check.argument(heldView >= 0, "heldView=%d", heldView);
            Check.argument(sequence >= 0, "sequence=%d", sequence);
        }

        @Override
        public Tag tag() {
            return Tag.PRESENT;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onPresent(from, this);
        }
    }

    /** Every member of that view has acknowledged the whole reconciled log. */
    record Reconciled(String group, long view, ReplicaId primary) implements ToManager {

        public Reconciled {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(primary != null, "a view has a primary");
        }

        @Override
        public Tag tag() {
            return Tag.RECONCILED;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onReconciled(from, this);
        }
    }

    /**
     * That joiner has the whole log but for less than a round.
     *
     * @param sequence up to which it has the log
     */
    record CaughtUp(String group, long view, ReplicaId primary, ReplicaId joiner, long sequence)
            implements ToManager {

        public CaughtUp {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(primary != null, "a view has a primary");
            Check.argument(joiner != null && !joiner.equals(primary), "joiner=%s", joiner);
            Check.argument(sequence >= 0, "sequence=%d", sequence);
        }

        @Override
        public Tag tag() {
            return Tag.CAUGHT_UP;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onCaughtUp(from, this);
        }
    }

    /**
     * That member has acknowledged nothing for the timeout, though others may still hear it: only
     * the link between the two is cut.
     */
    record MemberSilent(String group, long view, ReplicaId primary, ReplicaId member)
            implements ToManager {

        public MemberSilent {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(primary != null, "a view has a primary");
            Check.argument(member != null && !member.equals(primary), "member=%s", member);
        }

        @Override
        public Tag tag() {
            return Tag.MEMBER_SILENT;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onMemberSilent(from, this);
        }
    }

    /** What a global detector believes of one machine. */
    enum Presence {
        /** The global detector has started too recently to know. */
        UNKNOWN,
        PRESENT,
        /** Silent for the timeout: never certain, the network may be to blame. */
        GONE
    }

    /**
     * What a global detector believes of every machine, at each change and at every interval.
     *
     * @param epoch grows with each life of that detector
     * @param version grows within an epoch with every change, so that a late message cannot undo a
     *     newer one
     */
    record Machines(long epoch, long version, List<Verdict> machines) implements ToManager {

        public static final int MACHINES_MAX = ClusterFile.MACHINES_MAX;

        /** What it believes of one machine. */
        public record Verdict(String machine, Presence presence) {

            public Verdict {
                Names.check(machine);
                Check.argument(presence != null, "a verdict says something");
            }
        }

        public Machines {
            Check.argument(epoch >= 0, "epoch=%d", epoch);
            Check.argument(version >= 0, "version=%d", version);
            machines = List.copyOf(machines);
            Check.argument(machines.size() <= MACHINES_MAX, "machines=%d", machines.size());
        }

        @Override
        public Tag tag() {
            return Tag.MACHINES;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onMachines(from, this);
        }
    }

    /** A local detector's report, passed on by the global one as it came. */
    record Relayed(String machine, LocalReport report) implements ToManager {

        public Relayed {
            Names.check(machine);
            Check.argument(report != null, "there is a report");
        }

        @Override
        public Tag tag() {
            return Tag.RELAYED;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onRelayed(from, this);
        }
    }

    /**
     * A client wants the views of a group: the newest at once, and each that follows. Repeated
     * while it wants them.
     */
    record Subscribe(String group) implements ToManager {

        public Subscribe {
            Names.check(group);
        }

        @Override
        public Tag tag() {
            return Tag.SUBSCRIBE;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onSubscribe(from, this);
        }
    }
}
