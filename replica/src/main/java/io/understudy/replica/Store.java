package io.understudy.replica;

/**
 * What a replica keeps from view to view; but for its leases it gives it up when left out of one.
 */
record Store(Log log, ReplicatedState state, GrantedLeases leases, Clients clients) {}
