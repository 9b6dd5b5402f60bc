package io.understudy.config;

/** When an entry of the log counts as kept by a member. */
public enum Durability {
    /** In memory. */
    NONE,
    /** Handed to the operating system. */
    ASYNC,
    /** On the disk. */
    SYNC
}
