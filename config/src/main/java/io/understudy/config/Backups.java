package io.understudy.config;

/** What the members of a passive group that are not primary do with the log. */
public enum Backups {
    /** Execute it, as the primary does, and so can take over at once. */
    HOT,
    /** Keep it, and take over the primary's checkpoint now and then. */
    WARM,
    /** Keep it and the checkpoint on disk, with no application in memory. */
    COLD
}
