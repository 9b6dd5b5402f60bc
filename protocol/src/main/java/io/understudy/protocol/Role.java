package io.understudy.protocol;

/** What kind of process a node is. */
public enum Role {
    REPLICATION_MANAGER,
    GLOBAL_DETECTOR,
    LOCAL_DETECTOR,
    REPLICA,
    CLIENT
}
