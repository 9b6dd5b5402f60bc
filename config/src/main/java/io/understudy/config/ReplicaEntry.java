package io.understudy.config;

/** A replica of a group and the machine it belongs to. */
public record ReplicaEntry(String name, String machine, ReplicaPorts ports) {}
