package io.understudy.manager;

import static io.understudy.manager.Trial.life;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.ReplicaId;
import org.junit.jupiter.api.Test;

/** What an operator is told of one replica. */
class ReplicaStateTest {

    private static final ReplicaId S1 = life("S1", 1);
    private static final ReplicaId S2 = life("S2", 1);

    private final Trial trial = new Trial(false, 2);

    private void assertTold(String replica, String state, String detail) {
        StatusReport.ReplicaLine told =
                trial.manager.status().groups().get(0).replicas().stream()
                        .filter(line -> line.name().equals(replica))
                        .findFirst()
                        .orElseThrow();
        assertEquals(state, told.state());
        assertEquals(detail, told.detail());
    }

    private void launching(Launching launching, String detail) {
        trial.launching(new LaunchNote(Trial.GROUP, "S2", launching, detail));
    }

    @Test
    void whoNeverRanIsAbsentUntilItIsBeingStarted() {
        assertTold("S2", "absent", "");
        launching(Launching.STARTING, "start 1");
        assertTold("S2", "starting", "starting: start 1");
    }

    @Test
    void whoDiedIsDeadUntilItIsBeingStarted() {
        trial.up(S1, 0);
        trial.activate();
        trial.up(S2, 0);
        trial.activate();
        trial.dead(S2);
        assertTold("S2", "dead", "the test says so");
        launching(Launching.STARTING, "start 1");
        assertTold("S2", "starting", "starting: start 1");
    }

    /** Else it would be so for ever where as many as are wanted run without it. */
    @Test
    void whoseStartDidNotLastIsNotBeingStarted() {
        launching(Launching.BACKING_OFF, "it did not last");
        assertTold("S2", "absent", "backing off: it did not last");
        launching(Launching.GAVE_UP, "it never lasts");
        assertTold("S2", "absent", "gave up: it never lasts");
    }
}
