package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private static final int PEERS_MAX = 3;

    private final Events events =
            new Events(
                    new EmbeddedChannel().eventLoop(),
                    bug -> {
                        throw new AssertionError(bug);
                    });
    private final Complaints complaints =
            new Complaints(
                    PEERS_MAX,
                    new Trace(new KeptFacts(), events, LogManager.getLogger("complaints-test")));

    private boolean warns(String peer, String reason) {
        return complaints.warn(peer, "refused", reason);
    }

    @Test
    void aPeerIsWarnedOfOnceForEachReason() {
        assertTrue(warns("10.0.0.1", "noise"));
        assertFalse(warns("10.0.0.1", "noise"));
        assertTrue(warns("10.0.0.1", "silence"));
        assertTrue(warns("10.0.0.2", "noise"));
    }

    @Test
    void aPeerThatWasWellAgainIsWarnedOfAgain() {
        assertTrue(warns("10.0.0.1", "noise"));
        complaints.settled("10.0.0.1");
        assertTrue(warns("10.0.0.1", "noise"));
    }

    @Test
    void aPeerWithEverNewReasonsIsWarnedOfAFewTimes() {
        for (int i = 0; i < Complaints.REASONS_MAX; i++) {
            assertTrue(warns("10.0.0.1", "noise " + i));
        }
        assertFalse(warns("10.0.0.1", "more noise"));
    }

    @Test
    void onlySoManyPeersAreRemembered() {
        for (int i = 0; i <= PEERS_MAX; i++) {
            assertTrue(warns("peer " + i, "noise"));
        }
        assertTrue(warns("peer 0", "noise"));
        assertFalse(warns("peer " + PEERS_MAX, "noise"));
    }
}
