package io.understudy.config;

/** How the primary knows, at a read, that it is still primary. */
public enum Reads {
    /** It holds a lease from every member. */
    LEASE,
    /** It asks every member, in a round that starts after the read arrived. */
    CONFIRM
}
