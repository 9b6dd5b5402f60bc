package io.understudy.replica.application;

/**
 * What an operation may know of the world.
 *
 * @param orderedMicros the time, as the primary wrote it into the log: equal on all replicas, and
 *     never falls
 */
public record Context(long orderedMicros) {}
