package io.understudy.config;

/**
 * The doors of a replica, all on its machine's address.
 *
 * @param clients requests and replies
 * @param heartbeat for the local detector of its machine
 * @param manager for a replication manager that dials replicas, as the Python one does
 * @param replicas for the other replicas of its group
 */
public record ReplicaPorts(int clients, int heartbeat, int manager, int replicas) {}
