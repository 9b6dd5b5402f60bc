package io.understudy.replica;

import io.understudy.protocol.Check;

/**
 * How much is kept of clients. Entries are executed by it, so it is equal on all replicas of a
 * group.
 *
 * @param sessionsMax open ones; no more are opened
 * @param answersMax requests of one session whose answers are kept: so many may be outstanding
 * @param answerBytes of one session's answers that are kept, with what it takes to keep them, but
 *     for a last one that crosses the line; and for the one without which a client could
 *     acknowledge none of the others
 * @param answerBytesInAll likewise of all sessions
 * @param idleMicros a client that has said nothing for so long, in ordered time, has gone
 * @param sweepMicros how often the idle are looked for, in ordered time; while there is no room for
 *     answers, whose answers are kept is idle after that time already
 */
public record SessionLimits(
        int sessionsMax,
        int answersMax,
        long answerBytes,
        long answerBytesInAll,
        long idleMicros,
        long sweepMicros) {

    public static final SessionLimits STANDARD =
            new SessionLimits(100_000, 1_024, 16L << 20, 256L << 20, 3_600_000_000L, 60_000_000L);

    public SessionLimits {
        Check.argument(
                sessionsMax >= 1 && answersMax >= 1,
                "sessions=%d answers=%d",
                sessionsMax,
                answersMax);
        Check.argument(
                answerBytes >= 1 && answerBytesInAll >= 1,
                "answerBytes=%d answerBytesInAll=%d",
                answerBytes,
                answerBytesInAll);
        Check.argument(
                sweepMicros > 0 && idleMicros >= sweepMicros,
                "idle=%d sweep=%d",
                idleMicros,
                sweepMicros);
    }
}
