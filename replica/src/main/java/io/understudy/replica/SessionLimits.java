package io.understudy.replica;

import io.understudy.protocol.Check;

/**
 * How much is kept of clients. Entries are executed by it, so it is equal on all replicas of a
 * group.
 *
 * @param sessionsMax open ones; no more are opened
 * @param answersMax requests of one session whose answers are kept: so many may be outstanding
 * @param idleMicros a client that has said nothing for so long, in ordered time, has gone
 * @param sweepMicros how often the idle are looked for, in ordered time
 */
public record SessionLimits(int sessionsMax, int answersMax, long idleMicros, long sweepMicros) {

    public static final SessionLimits STANDARD =
            new SessionLimits(100_000, 1_024, 3_600_000_000L, 60_000_000L);

    public SessionLimits {
        Check.argument(
                sessionsMax >= 1 && answersMax >= 1,
                "sessions=%d answers=%d",
                sessionsMax,
                answersMax);
        Check.argument(
                idleMicros > 0 && sweepMicros > 0, "idle=%d sweep=%d", idleMicros, sweepMicros);
    }
}
