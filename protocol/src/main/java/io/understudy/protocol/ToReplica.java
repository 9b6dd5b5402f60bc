package io.understudy.protocol;

/** Everything a replica can be told. */
public sealed interface ToReplica extends Message {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onEnterView(NodeId from, EnterView enter);

        void onHeartbeat(NodeId from, Heartbeat heartbeat);

        void onRefused(NodeId from, Refused refused);

        void onAskEnd(NodeId from, AskEnd ask);

        void onEnd(NodeId from, End end);
    }

    /**
     * The manager's newest view, in full, however often it was said before. To those outside of it
     * the manager shows a view only once it is activated.
     *
     * @param activated whether the manager has recorded that its primary has reconciled it; nobody
     *     commits in it before
     */
    record EnterView(String group, View view, boolean activated) implements ToReplica {

        public EnterView {
            Names.check(group);
            Check.argument(view != null, "there is a view");
        }

        @Override
        public Tag tag() {
            return Tag.ENTER_VIEW;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onEnterView(from, this);
        }
    }

    /**
     * The local detector asks whether the replica's loop still turns.
     *
     * @param count from 1 in each life of the detector; the answer repeats it
     */
    record Heartbeat(long count) implements ToReplica {

        public Heartbeat {
            Check.argument(count >= 1, "count=%d", count);
        }

        @Override
        public Tag tag() {
            return Tag.HEARTBEAT;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onHeartbeat(from, this);
        }
    }

    /**
     * The local detector will not watch this process, which has to end: a replica that nobody can
     * end must not serve.
     *
     * @param reason for the person who started it
     */
    record Refused(ReplicaId replica, String reason) implements ToReplica {

        public Refused {
            Check.argument(replica != null, "somebody is refused");
            Texts.check("reason", reason);
        }

        @Override
        public Tag tag() {
            return Tag.REFUSED;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onRefused(from, this);
        }
    }

    /**
     * The primary of a view asks for the end of the receiver's log; repeated as a heartbeat.
     *
     * @param view in full, because the question may overtake the manager's word of it
     */
    record AskEnd(String group, View view) implements ToReplica {

        public AskEnd {
            Names.check(group);
            Check.argument(view != null, "a question is asked in a view");
        }

        @Override
        public Tag tag() {
            return Tag.ASK_END;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onAskEnd(from, this);
        }
    }

    /**
     * The end of that replica's log: given only by who has joined that view, and so takes nothing
     * of older ones any more.
     *
     * @param lastView of the last entry in the log; 0 where the log is empty
     * @param lastSequence of the last entry in the log; 0 where the log is empty
     */
    record End(String group, long view, ReplicaId replica, long lastView, long lastSequence)
            implements ToReplica {

        public End {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(replica != null, "an end is somebody's");
            Check.argument(lastView >= 0 && lastView <= view, "lastView=%d", lastView);
            Check.argument(lastSequence >= 0, "lastSequence=%d", lastSequence);
        }

        @Override
        public Tag tag() {
            return Tag.END;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onEnd(from, this);
        }
    }
}
