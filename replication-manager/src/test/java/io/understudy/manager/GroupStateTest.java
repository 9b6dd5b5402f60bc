package io.understudy.manager;

import static io.understudy.manager.Trial.life;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Presence;
import org.junit.jupiter.api.Test;

/** What an operator is told of a group as a whole. */
class GroupStateTest {

    private static final ReplicaId S1 = life("S1", 1);
    private static final ReplicaId S2 = life("S2", 1);

    private final Trial trial = new Trial(false, 3);

    private StatusReport.GroupLine told() {
        return trial.manager.status().groups().get(0);
    }

    private void assertTold(String state) {
        assertEquals(state, told().state());
        assertEquals("", told().detail());
    }

    @Test
    void aGroupStartsServesAndChanges() {
        assertTold("starting");
        trial.up(S1, 0);
        assertTold("starting");
        trial.activate();
        assertTold("serving");
        trial.up(S2, 0);
        assertTold("changing");
        trial.activate();
        assertTold("serving");
    }

    @Test
    void aGroupThatNobodyStartsSaysSo() {
        Trial manual = Trial.withoutRelaunch();
        StatusReport.GroupLine told = manual.manager.status().groups().get(0);
        assertEquals("starting", told.state());
        assertTrue(told.detail().contains("by hand"), told.detail());
        assertTrue(told.detail().endsWith("understudy replica S1"), told.detail());
        manual.up(S2, 0);
        assertEquals("", manual.manager.status().groups().get(0).detail());
    }

    @Test
    void aGroupWhoseMembersHaveAllDiedIsLostHoweverManyReplicasRun() {
        trial.up(S1, 0);
        trial.activate();
        trial.up(S2, 0);
        trial.dead(S1);
        trial.up(life("S1", 2), 0);
        assertEquals("lost", told().state());
        assertTrue(told().detail().startsWith("all members of view 1 have died"), told().detail());
        assertTrue(told().detail().contains("and all replicas of the group"), told().detail());
        assertTrue(told().detail().contains("move its folder away"), told().detail());
    }

    @Test
    void aGroupWhoseMembersAreOnlyOutOfReachWaitsForThem() {
        trial.up(S1, 0);
        trial.activate();
        trial.sweepAfter(1_000_000);
        trial.machine("M1", Presence.GONE);
        assertEquals("waiting", told().state());
        assertTrue(told().detail().endsWith("bring S1 back within reach"), told().detail());
    }

    @Test
    void aGroupWithoutItsRecordIsBlocked() {
        trial.up(S1, 57);
        assertEquals("blocked", told().state());
        assertTrue(told().detail().contains("Put the lost record back"), told().detail());
    }

    @Test
    void nobodyIsWaitedForAnyMoreWhileItIsRecordedThatNobodyHasAPart() {
        trial.slowDisk();
        trial.write();
        trial.report("M2", true);
        trial.upOutside(life("S3", 1), 7);
        assertTrue(told().detail().contains(" S1 may have a part in one: "), told().detail());
        trial.report("M1", true);
        assertTold("starting");
    }

    @Test
    void aGroupThatBeginsAnewSaysForWhomItWaits() {
        trial.report("M2", true);
        trial.upOutside(life("S3", 1), 7);
        assertEquals("starting", told().state());
        assertTrue(told().detail().contains(" S1 may have a part in one: "), told().detail());
        trial.report("M1", true);
        trial.sweepAfter(100_000);
        assertTold("starting");
    }

    @Test
    void theStatusNamesItsCluster() {
        assertEquals("c", trial.manager.status().cluster());
    }
}
