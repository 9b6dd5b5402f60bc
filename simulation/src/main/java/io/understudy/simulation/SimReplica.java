package io.understudy.simulation;

import io.understudy.replica.Replica;

/** A replica's process and the core in it. */
record SimReplica(String group, SimProcess<Replica.Alarm> process, Replica core) {}
