package io.understudy.protocol;

/** Everything a global fault detector can be told. */
public sealed interface ToGlobalDetector extends Message permits LocalReport {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        /** Also counts as a heartbeat of its machine. */
        void onLocalReport(NodeId from, LocalReport report);
    }
}
