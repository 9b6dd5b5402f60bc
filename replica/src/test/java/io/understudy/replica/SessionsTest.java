package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.ToClient.Fate;
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
