package io.understudy.simulation;

/** What does not happen in every world and has to in some, or a run says less than it seems to. */
public enum Oddity {
    CLASSIC_ACKNOWLEDGEMENT,
    SEVERAL_GROUPS,
    SPARE_BECOMES_MEMBER,
    /** A detector cannot make sure of a death that it believes in. */
    SUSPECTED,
    MEMBER_SILENT,
    REPLICA_LEFT_OUT,
    /** A new primary lacks what another member has. */
    LONGER_LOG_FETCHED,
    /** A new primary reports its view later, for the sake of a read that somebody may answer. */
    LEASE_AWAITED,
    GAP,
    CHECKPOINT,
    CHECKPOINT_IN_PARTS,
    BUSY,
    NO_SESSION,
    TOO_MANY_SESSIONS,
    FORGOTTEN,
    VIEW_SUPERSEDED
}
