package io.understudy.config;

/**
 * What a group's replicas run.
 *
 * @param builtin the name of an application that comes with the suite: {@code kv} or {@code
 *     counter}
 */
public record ApplicationEntry(String builtin) {}
