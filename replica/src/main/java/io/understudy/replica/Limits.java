package io.understudy.replica;

import io.understudy.protocol.Check;

/**
 * How much of everything there may be at a replica. Nobody sets them; a test or a simulation makes
 * them small, so that they are reached.
 *
 * @param waitingMax requests under way; more are told that this replica is busy
 * @param waitingBytes of what requests under way ask for, but for a last one that crosses the line;
 *     likewise of reads that wait
 * @param readsMax reads that wait for a lease or a round
 * @param windowBytes sent to one peer and not acknowledged, but for a last message that crosses the
 *     line; a slow joiner takes no more room than that
 * @param messageBytes entries in one message to a member, likewise
 * @param chunkBytes of a checkpoint in one message: enough to be quick, and so little that writing
 *     one delays nobody; likewise of entries to a joiner, but for a single batch that is larger
 * @param logBytes entries kept for joiners alone; beyond it they get another checkpoint
 * @param sessions equal on all replicas of a group, since they decide what an entry does
 */
public record Limits(
        int waitingMax,
        long waitingBytes,
        int readsMax,
        int windowBytes,
        int messageBytes,
        int chunkBytes,
        long logBytes,
        SessionLimits sessions) {

    public static final Limits STANDARD =
            new Limits(
                    100_000,
                    64L << 20,
                    10_000,
                    4 << 20,
                    1 << 20,
                    64 << 10,
                    256L << 20,
                    SessionLimits.STANDARD);

    public Limits {
        Check.argument(
                waitingMax >= 1 && waitingBytes >= 1 && readsMax >= 1,
                "waiting=%d waitingBytes=%d reads=%d",
                waitingMax,
                waitingBytes,
                readsMax);
        Check.argument(
                windowBytes >= 1 && messageBytes >= 1 && logBytes >= 1,
                "window=%d message=%d log=%d",
                windowBytes,
                messageBytes,
                logBytes);
        Check.argument(chunkBytes >= 1, "chunk=%d", chunkBytes);
    }
}
