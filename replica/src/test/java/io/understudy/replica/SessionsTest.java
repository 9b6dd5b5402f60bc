package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.protocol.InvariantViolation;
import io.understudy.protocol.ToClient.Fate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of requests. */
class SessionsTest {

    private static final long SESSION = 77;

    private final Sessions sessions = new Sessions(SessionLimits.STANDARD);

    @BeforeEach
    void opened() {
        sessions.open(SESSION - 1, 1, 0);
    }

    private Optional<Fate> fate(long number, long answered) {
        return sessions.known(SESSION, number, answered).map(Sessions.Known::fate);
    }

    /** As a client may draw it that draws nothing, but counts down. */
    @Test
    void twoSessionsNeverShareANumber() {
        long before = sessions.digest();
        keep(sessions, SESSION, 1, new byte[] {1});

        sessions.open(SESSION - 2, 2, 0);

        assertEquals(Optional.of(Fate.ANSWERED), fate(1, 0), "the first one has its answers");
        sessions.close(SESSION);
        sessions.close(SESSION + 1);
        assertEquals(none().digest(), sessions.digest());
        assertNotEquals(before, sessions.digest());
    }

    @Test
    void aNumberFarAheadOfTheAnswersThatHaveArrivedHasToWait() {
        assertEquals(Optional.empty(), fate(SessionLimits.STANDARD.answersMax() - 1, 0));
        assertEquals(Optional.of(Fate.BUSY), fate(SessionLimits.STANDARD.answersMax(), 0));
    }

    @Test
    void manyReadsBeforeItDoNotKeepAWriteOut() {
        long number = 10 * SessionLimits.STANDARD.answersMax();
        assertEquals(Optional.empty(), fate(number, number));
    }

    private static void keep(Sessions sessions, long session, long number, byte[] answer) {
        sessions.keep(sessions.touch(session, 0, 0).orElseThrow(), number, answer);
    }

    private static Sessions none() {
        return new Sessions(SessionLimits.STANDARD);
    }

    private static Sessions with(String answer, long answered) {
        Sessions sessions = none();
        sessions.open(SESSION - 1, 1, 0);
        sessions.open(SESSION - 1, 2, 0);
        sessions.open(SESSION + 1, 3, 0);
        keep(sessions, SESSION, 1, new byte[] {1});
        keep(sessions, SESSION, 2, answer.getBytes(StandardCharsets.UTF_8));
        keep(sessions, SESSION + 4, 1, new byte[] {2});
        sessions.touch(SESSION, answered, 5);
        sessions.close(SESSION + 4);
        return sessions;
    }

    @Test
    void theDigestIsThatOfWhatIsKeptHoweverItCameAbout() {
        Sessions there = with("a", 2);
        Sessions here = none();
        here.open(SESSION - 1, 1, 0);
        keep(here, SESSION, 2, "a".getBytes(StandardCharsets.UTF_8));
        here.touch(SESSION, 2, 5);

        assertEquals(here.digest(), there.digest());
        assertEquals(with("a", 2).digest(), there.digest());
        there.close(SESSION);
        assertEquals(none().digest(), there.digest());
    }

    @Test
    void anAnswerThatDiffersAndOneThatIsForgottenShowInTheDigest() {
        assertNotEquals(with("a", 1).digest(), with("b", 1).digest());
        assertNotEquals(with("a", 1).digest(), with("a", 2).digest());
    }

    /** Another opening that led to the same number: when it is repeated, it is not known. */
    @Test
    void whatWasDrawnToOpenASessionShowsInTheDigest() {
        Sessions one = none();
        Sessions other = none();
        assertArrayEquals(one.open(5, 2, 0).answer(), other.open(4, 3, 0).answer());
        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void whoIsForgottenForBeingIdleLeavesNothingInTheDigest() {
        long later = 2 * SessionLimits.STANDARD.idleMicros();
        Sessions idle = with("a", 1);
        Sessions none = none();
        idle.expire(later);
        none.expire(later);
        assertEquals(none.digest(), idle.digest());
    }

    /** Else it could not be told any more which of two answers the client was given. */
    @Test
    void anAnswerIsNeverReplaced() {
        keep(sessions, SESSION, 1, new byte[] {1});
        byte[] other = {2};
        assertThrows(InvariantViolation.class, () -> keep(sessions, SESSION, 1, other));
    }

    @Test
    void whatTheClientHasTheAnswerOfIsForgotten() {
        sessions.touch(SESSION, 5, 1);
        assertEquals(Optional.of(Fate.FORGOTTEN), fate(4, 4));
    }

    @Test
    void anOpeningThatComesAgainIsTheSameSession() {
        assertArrayEquals(answer(), sessions.open(SESSION - 1, 9, 5).answer());
        assertEquals(1, sessions.size());
    }

    /** Else a late repetition of its requests would be executed once more. */
    @Test
    void anOpeningThatComesAgainWhenItsSessionHasEndedOpensAnother() {
        sessions.close(SESSION);

        sessions.open(SESSION - 1, 9, 5);

        assertEquals(Optional.of(Fate.NO_SESSION), fate(1, 1));
        assertEquals(1, sessions.size());
    }

    @Test
    void anIdleSessionEndsLikeOneThatIsClosed() {
        long later = 2 * SessionLimits.STANDARD.idleMicros();
        sessions.expire(later);

        sessions.open(SESSION - 1, 9, later);

        assertEquals(Optional.of(Fate.NO_SESSION), fate(1, 1));
    }

    private byte[] answer() {
        return sessions.opened(SESSION - 1).orElseThrow().answer();
    }
}
