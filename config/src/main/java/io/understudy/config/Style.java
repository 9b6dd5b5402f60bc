package io.understudy.config;

/** Who executes and who answers; in every style one log puts the requests in order. */
public enum Style {
    /** Every member executes and answers. */
    ACTIVE,
    /** The primary answers; what the others do meanwhile is said by {@link Backups}. */
    PASSIVE
}
