package io.understudy.protocol;

/** How much a fact matters to somebody who reads the log. */
public enum Weight {
    /** Only when looking for a bug: what was ignored, and why. */
    DETAIL,
    /** Part of the story: a role, a view, a member, a start, an end. A handful per failover. */
    STORY,
    /** Somebody should look. */
    WARNING
}
