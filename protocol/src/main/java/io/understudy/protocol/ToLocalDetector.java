package io.understudy.protocol;

/** Everything a local fault detector can be told by other processes. */
public sealed interface ToLocalDetector extends Message {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onRegister(NodeId from, Register register);

        void onHeartbeatAnswer(NodeId from, HeartbeatAnswer answer);

        void onMachineHeartbeat(NodeId from, MachineHeartbeat heartbeat);

        void onStartReplica(NodeId from, StartReplica start);
    }

    /**
     * A replica asks to be watched, however it was started: when a detector connects, and again
     * when it has drawn a new incarnation. Pid and start time together prove to the detector which
     * process it may end.
     *
     * @param startTime what the operating system says of when that pid began; compared, never
     *     interpreted
     */
    record Register(String group, ReplicaId replica, long pid, long startTime)
            implements ToLocalDetector {

        public Register {
            Names.check(group);
            Check.argument(replica != null, "somebody registers");
            Check.argument(pid >= 1, "pid=%d", pid);
        }

        @Override
        public Tag tag() {
            return Tag.REGISTER;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onRegister(from, this);
        }
    }

    /**
     * The replica's loop still turns, if its progress has grown since the answer before.
     *
     * @param count of the heartbeat that is answered
     * @param progress how often the replica's own loop has turned: an answer whose progress stands
     *     still comes from a process whose network lives and whose work does not
     * @param hearsManager false once no manager was heard for the timeout, or for five intervals if
     *     that is longer
     */
    record HeartbeatAnswer(ReplicaId replica, long count, long progress, boolean hearsManager)
            implements ToLocalDetector {

        public HeartbeatAnswer {
            Check.argument(replica != null, "somebody answers");
            Check.argument(count >= 1, "count=%d", count);
            Check.argument(progress >= 0, "progress=%d", progress);
        }

        @Override
        public Tag tag() {
            return Tag.HEARTBEAT_ANSWER;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onHeartbeatAnswer(from, this);
        }
    }

    /** The global detector asks for a sign of life; the answer is a {@link LocalReport}. */
    record MachineHeartbeat(long count) implements ToLocalDetector {

        public MachineHeartbeat {
            Check.argument(count >= 1, "count=%d", count);
        }

        @Override
        public Tag tag() {
            return Tag.MACHINE_HEARTBEAT;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onMachineHeartbeat(from, this);
        }
    }

    /**
     * The manager wants that replica to run. Repeated until it does; does nothing while it runs or
     * is being started.
     */
    record StartReplica(String group, String replica) implements ToLocalDetector {

        public StartReplica {
            Names.check(group);
            Names.check(replica);
        }

        @Override
        public Tag tag() {
            return Tag.START_REPLICA;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onStartReplica(from, this);
        }
    }
}
