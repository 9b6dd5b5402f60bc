package io.understudy.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A replicated application: what runs, where, and how it is kept alive.
 *
 * @param voting whether clients of an active group take the majority's answer instead of the first
 * @param strictAcknowledgement the rule of the classic view service: a view is never replaced
 *     before its primary has acknowledged it, even if that is for ever
 * @param wanted how many replicas the manager keeps in the view; further ones stay idle
 * @param relaunch whether the manager has missing replicas started again by itself
 * @param heartbeat between a local detector and each replica, and among the members of a view
 * @param viewTimeout how long a new view's primary may take to reconcile its members; at least two
 *     heartbeat timeouts, since a member may die meanwhile, or a lease have to run out
 * @param checkpointInterval between two checkpoints taken over by backups that do not execute
 */
public record GroupEntry(
        String name,
        ApplicationEntry application,
        Style style,
        Backups backups,
        boolean voting,
        Reads reads,
        Durability durability,
        boolean strictAcknowledgement,
        int wanted,
        boolean relaunch,
        List<ReplicaEntry> replicas,
        Heartbeat heartbeat,
        Duration viewTimeout,
        Duration checkpointInterval,
        Launch launch) {

    public static final int REPLICAS_MAX = 32;

    /** With fewer a wrong answer cannot be outvoted. */
    public static final int VOTERS_MIN = 3;

    public static final Span VIEW_TIMEOUT = new Span(Duration.ofMillis(4), Duration.ofHours(1));

    public static final Span CHECKPOINT_INTERVAL =
            new Span(Duration.ofMillis(10), Duration.ofHours(24));

    public GroupEntry {
        replicas = List.copyOf(replicas);
    }

    public Optional<ReplicaEntry> replica(String name) {
        return replicas.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
