package io.understudy.manager;

import static io.understudy.manager.Trial.life;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.InvariantViolation;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.View;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A manager without its record, among replicas that know more than it does. */
class BegunAnewTest {

    private static final ReplicaId S1 = life("S1", 1);
    private static final ReplicaId S2 = life("S2", 1);
    private static final ReplicaId S3 = life("S3", 1);

    private final Trial trial = new Trial(false, 3);

    private String lastTold() {
        List<String> story = trial.env.story();
        return story.get(story.size() - 1);
    }

    @Test
    void itsFirstViewIsAboveAllThatAnybodyMayHaveHeardOf() {
        trial.report("M1", true);
        trial.report("M2", true);
        trial.upOutside(S3, 7);
        trial.sweepAfter(100_000);
        assertEquals("1008: S3 S3 (not activated)", trial.viewText());
        trial.activate();
        trial.up(S2, 0);
        assertEquals("1009: S3 S3 +S2 (not activated)", trial.viewText());
    }

    @Test
    void itCountsFromTheNewestViewThatAnyOfThemHasHeardOf() {
        trial.report("M1", true);
        trial.upOutside(S2, 9);
        trial.upOutside(S3, 7);
        trial.sweepAfter(100_000);
        assertEquals("1011: S2 S2,S3 (not activated)", trial.viewText());
    }

    @Test
    void aNumberToWhichNoGroupHasComeIsNotBelieved() {
        trial.report("M1", true);
        trial.report("M2", true);
        trial.upOutside(S3, Present.HEARD_VIEW_MAX);
        trial.sweepAfter(100_000);
        assertEquals("none", trial.viewText());
        trial.upOutside(S3, 7);
        trial.sweepAfter(100_000);
        assertEquals("1008: S3 S3 (not activated)", trial.viewText());
    }

    @Test
    void itBeginsOnlyOnceItKnowsThatNobodyHasAPartInTheViewThatIsNotRecorded() {
        trial.upOutside(S3, 7);
        assertEquals("none", trial.viewText(), "nothing was heard of M1 and M2");
        assertTrue(lastTold().contains("waits group=kv for=S1,S2 "), lastTold());
        trial.report("M1", false);
        trial.report("M2", true);
        assertEquals("none", trial.viewText(), "the detector of M1 does not know yet");
        assertTrue(lastTold().contains("waits group=kv for=S1 "), lastTold());
        trial.suspected(S1);
        assertEquals("none", trial.viewText(), "S1 may still run");
        trial.dead(S1);
        trial.sweepAfter(100_000);
        assertEquals("1008: S3 S3 (not activated)", trial.viewText());
    }

    @Test
    void itFormsNoViewWhileSomebodyHasAPartInTheViewThatIsNotRecorded() {
        trial.report("M2", true);
        trial.upOutside(S3, 7);
        trial.up(S1, 7);
        assertEquals("none", trial.viewText());
        assertTrue(lastTold().contains("S1#0000000000000001 is in view 7"), lastTold());
        trial.dead(S1);
        assertEquals(
                "none", trial.viewText(), "its state is not given up because it died meanwhile");
    }

    @Test
    void withAnOldRecordItFormsNoViewThoughNobodyHasAPartInTheViewThatIsNotRecorded() {
        trial.up(S1, 0);
        trial.activate();
        trial.upOutside(S3, 7);
        trial.dead(S1);
        assertEquals("1: S1 S1", trial.viewText());
        assertTrue(
                trial.env.story().stream()
                        .anyMatch(line -> line.contains("has heard of view 7 and the record ends")),
                trial.env.story().toString());
    }

    @Test
    void whatPrecededIsRecordedBeforeTheFirstViewIsFormed() {
        trial.slowDisk();
        trial.write();
        trial.report("M1", true);
        trial.report("M2", true);
        trial.upOutside(S3, 7);
        assertEquals(new Command.Preceded(Trial.GROUP, 7), trial.disk.peekLast().command());
        trial.write();
        trial.sweepAfter(100_000);
        trial.write();
        assertEquals("1008: S3 S3 (not activated)", trial.viewText());
        ManagerState again = new ManagerState(ViewListener.NOBODY);
        again.restore(trial.manager.snapshot());
        assertEquals(trial.manager.snapshot(), again.snapshot());
    }

    @Test
    void whatIsSaidToHavePrecededOnceThereIsAViewChangesNothing() {
        trial.up(S1, 0);
        GroupRecord before = trial.group();
        trial.manager.onRecorded(new CommandLog.Stamped(0, new Command.Preceded(Trial.GROUP, 50)));
        assertEquals(before, trial.group());
    }

    @Test
    void aFirstViewThatLeavesNumbersOutIsNotFormed() {
        trial.report("M1", true);
        trial.report("M2", true);
        trial.upOutside(S3, 7);
        trial.sweepAfter(100_000);
        View first = trial.view();
        GroupRecord before = GroupRecord.of(trial.group().rules());
        InvariantViolation broken =
                assertThrows(InvariantViolation.class, () -> ViewRules.check(before, first));
        assertTrue(broken.getMessage().startsWith("V3"), broken.getMessage());
        assertFalse(trial.group().newestIsActivated());
    }
}
