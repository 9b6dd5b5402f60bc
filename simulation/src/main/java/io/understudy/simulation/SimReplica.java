package io.understudy.simulation;

import io.understudy.replica.Replica;

/** A replica's process and the core in it. */
record SimReplica(SimProcess<Replica.Alarm> process, Replica core) {}
