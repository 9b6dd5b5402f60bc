package io.understudy.manager;

import static io.understudy.manager.Trial.life;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import io.understudy.protocol.InvariantViolation;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.View;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which view follows from what. */
class ViewRulesTest {

    private static final ReplicaId S1 = life("S1", 1);
    private static final ReplicaId S2 = life("S2", 1);
    private static final ReplicaId S3 = life("S3", 1);

    private final Trial trial = new Trial(false, 3);

    /** Three members in activated view 5, S1 leading. */
    private void three() {
        trial.up(S1, 0);
        trial.activate();
        join(S2);
        join(S3);
        assertEquals("5: S1 S1,S2,S3", trial.viewText());
    }

    private void join(ReplicaId joiner) {
        trial.up(joiner, 0);
        trial.activate();
        caughtUp(trial.view().number(), trial.view().primary(), joiner);
        trial.activate();
    }

    private void caughtUp(long view, ReplicaId primary, ReplicaId joiner) {
        trial.manager.onCaughtUp(
                primary.node(), new CaughtUp(Trial.GROUP, view, primary, joiner, 0));
    }

    private void silent(long view, ReplicaId primary, ReplicaId member) {
        trial.manager.onMemberSilent(
                primary.node(), new MemberSilent(Trial.GROUP, view, primary, member));
    }

    @Test
    void theFirstReplicaToArriveLeadsTheFirstView() {
        trial.up(S2, 0);
        assertEquals("1: S2 S2 (not activated)", trial.viewText());
    }

    @Test
    void theFirstViewWaitsForAllThatAreWanted() {
        Trial gathering = new Trial(false, 3, 1_000_000);
        gathering.up(S1, 0);
        gathering.up(S2, 0);
        assertEquals("none", gathering.viewText());
        gathering.up(S3, 0);
        assertEquals("3: S1 S1,S2,S3 (not activated)", gathering.viewText());
    }

    @Test
    void theFirstViewDoesNotWaitForEver() {
        Trial gathering = new Trial(false, 3, 500_000);
        gathering.up(S1, 0);
        gathering.up(S2, 0);
        gathering.sweepAfter(400_000);
        assertEquals("none", gathering.viewText());
        gathering.sweepAfter(200_000);
        assertEquals("2: S1 S1,S2 (not activated)", gathering.viewText());
    }

    @Test
    void aNewcomerIsAJoinerUntilItsPrimaryVouchesForIt() {
        trial.up(S1, 0);
        trial.activate();
        trial.up(S2, 0);
        assertEquals("2: S1 S1 +S2 (not activated)", trial.viewText());
        trial.activate();
        caughtUp(2, S1, S2);
        assertEquals("3: S1 S1,S2 (not activated)", trial.viewText());
    }

    @Test
    void aJoinerThatCaughtUpInAnEarlierViewIsStillAJoiner() {
        trial.up(S1, 0);
        trial.activate();
        trial.up(S2, 0);
        caughtUp(2, S1, S2);
        assertEquals("2: S1 S1 +S2 (not activated)", trial.viewText(), "not activated yet");
        trial.activate();
        caughtUp(1, S1, S2);
        assertEquals("2: S1 S1 +S2", trial.viewText(), "another view's word");
    }

    @Test
    void aJoinerThatWasToBecomeMemberOfAViewThatFailedIsAJoinerAgain() {
        three();
        trial.dead(S3);
        trial.activate();
        trial.up(life("S3", 2), 0);
        trial.activate();
        caughtUp(7, S1, life("S3", 2));
        assertEquals("8: S1 S1,S2,S3 (not activated)", trial.viewText());
        trial.dead(S2);
        assertEquals("9: S1 S1 +S3 (not activated)", trial.viewText());
    }

    @Test
    void theNextMemberLeadsWhenThePrimaryDies() {
        three();
        trial.dead(S1);
        assertEquals("6: S2 S2,S3 (not activated)", trial.viewText());
    }

    @Test
    void aViewWhosePrimaryDiesBeforeActivationBlocksNobody() {
        three();
        trial.dead(S1);
        trial.dead(S2);
        assertEquals("7: S3 S3 (not activated)", trial.viewText());
    }

    @Test
    void underStrictAcknowledgementItBlocksForEver() {
        Trial strict = new Trial(true, 3);
        strict.up(S1, 0);
        strict.activate();
        strict.up(S2, 0);
        assertEquals("2: S1 S1,S2 (not activated)", strict.viewText());
        strict.dead(S1);
        assertEquals("2: S1 S1,S2 (not activated)", strict.viewText());
    }

    @Test
    void aReplicaWithoutStateNeverLeads() {
        trial.up(S1, 0);
        trial.activate();
        trial.up(S2, 0);
        trial.activate();
        trial.dead(S1);
        assertEquals("2: S1 S1 +S2", trial.viewText());
        trial.up(life("S1", 2), 0);
        assertEquals("2: S1 S1 +S2", trial.viewText());
    }

    @Test
    void aProcessWhoseJournalHoldsTheActivatedViewGoesOnWhenAllMembersAreGone() {
        three();
        trial.dead(S1);
        trial.activate();
        trial.dead(S2);
        trial.dead(S3);
        assertEquals("7: S3 S3 (not activated)", trial.viewText());
        trial.upWithJournal(life("S1", 2), 5);
        assertEquals("7: S3 S3 (not activated)", trial.viewText(), "view 6 was activated since");
        trial.upWithJournal(life("S2", 2), 6);
        assertEquals("8: S2 S2 +S1 (not activated)", trial.viewText());
    }

    @Test
    void aJournalCountsForNothingWhileAMemberLives() {
        three();
        trial.dead(S1);
        trial.activate();
        trial.upWithJournal(life("S1", 2), 6);
        assertEquals("7: S2 S2,S3 +S1 (not activated)", trial.viewText());
    }

    @Test
    void aReportForASupersededViewActivatesNothing() {
        three();
        trial.dead(S1);
        trial.dead(S2);
        trial.reconciled(6, S2);
        assertEquals("7: S3 S3 (not activated)", trial.viewText());
    }

    @Test
    void aReplicaCannotReportForAnother() {
        three();
        trial.dead(S1);
        trial.manager.onReconciled(S3.node(), new Reconciled(Trial.GROUP, 6, S2));
        assertEquals("6: S2 S2,S3 (not activated)", trial.viewText());
    }

    @Test
    void aSilentMemberIsLeftOutThoughItsDetectorStillSeesIt() {
        three();
        silent(5, S1, S2);
        assertEquals("6: S1 S1,S3 (not activated)", trial.viewText());
    }

    @Test
    void aMemberLeftOutIsNoJoinerUnderItsOldIncarnation() {
        three();
        silent(5, S1, S2);
        trial.activate();
        trial.up(S2, 5);
        assertEquals("6: S1 S1,S3", trial.viewText());
        trial.up(life("S2", 2), 0);
        assertEquals("7: S1 S1,S3 +S2 (not activated)", trial.viewText());
    }

    @Test
    void aSilentMemberGoesOnAloneIfAllOthersDieBeforeTheViewWithoutItIsActivated() {
        three();
        silent(5, S1, S2);
        trial.dead(S1);
        trial.dead(S3);
        assertEquals("8: S2 S2 (not activated)", trial.viewText());
    }

    @Test
    void aMemberThatIsHeardAgainIsNotHeldToHaveBeenSilent() {
        three();
        silent(5, S1, S2);
        trial.dead(S1);
        trial.dead(S3);
        trial.activate();
        join(life("S3", 2));
        assertEquals("10: S2 S2,S3", trial.viewText());
    }

    @Test
    void aManagerThatSleptTakesNobodyForGone() {
        three();
        trial.sweepAfter(100_000);
        trial.env.pass(10_000_000);
        trial.machine("M2", Presence.GONE);
        assertEquals("5: S1 S1,S2,S3", trial.viewText());
    }

    @Test
    void aManagerWhoseRecordIsBehindItsReplicasFormsNoView() {
        trial.up(S1, 57);
        trial.up(S2, 0);
        assertEquals("none", trial.viewText());
        assertTrue(trial.env.story().get(1).contains("the record ends at 0"));
    }

    @Test
    void aPrimaryThatDoesNotReconcileInTimeIsPassedOver() {
        three();
        trial.dead(S1);
        trial.sweepAfter(900_000);
        assertEquals("6: S2 S2,S3 (not activated)", trial.viewText());
        trial.sweepAfter(200_000);
        assertEquals("7: S3 S2,S3 (not activated)", trial.viewText());
    }

    @Test
    void whenEveryPrimaryWasPassedOverTheFirstHasAnotherTurn() {
        three();
        trial.dead(S1);
        trial.sweepAfter(1_100_000);
        trial.sweepAfter(1_100_000);
        trial.sweepAfter(1_100_000);
        assertEquals(S2, trial.view().primary());
    }

    @Test
    void aReplicaThatIsOnlySuspectedComesBackWhenItIsHeardAgain() {
        three();
        trial.suspected(S2);
        assertEquals("6: S1 S1,S3 (not activated)", trial.viewText());
        trial.up(S2, 5);
        assertEquals("7: S1 S1,S2,S3 (not activated)", trial.viewText());
    }

    @Test
    void aReplicaThatIsCertainlyDeadDoesNotComeBack() {
        three();
        trial.dead(S2);
        trial.up(S2, 5);
        assertEquals("6: S1 S1,S3 (not activated)", trial.viewText());
    }

    @Test
    void aRestartedReplicaIsANewOne() {
        three();
        trial.up(life("S1", 2), 0);
        assertEquals("7: S2 S2,S3 +S1 (not activated)", trial.viewText());
    }

    @Test
    void aGoneMachineTakesItsReplicasOutOfTheView() {
        three();
        trial.sweepAfter(700_000);
        trial.machine("M2", Presence.GONE);
        assertEquals("6: S1 S1,S3 (not activated)", trial.viewText());
    }

    @Test
    void aMachineThatTheManagerStillHearsIsNotGone() {
        three();
        trial.machine("M2", Presence.GONE);
        assertEquals("5: S1 S1,S2,S3", trial.viewText());
    }

    @Test
    void aDetectorThatHasOnlyJustStartedSaysNothingByItsSilence() {
        three();
        trial.forgetSightings();
        trial.report("M2", false);
        assertEquals("5: S1 S1,S2,S3", trial.viewText());
        trial.report("M2", true);
        assertEquals("6: S1 S1,S3 (not activated)", trial.viewText());
    }

    @Test
    void aReplicaThatNobodyCanEndDoesNotJoin() {
        trial.present(S1, 0, 0);
        assertEquals("none", trial.viewText());
    }

    @Test
    void noMoreReplicasThanWantedHaveAPart() {
        Trial two = new Trial(false, 2);
        two.up(S1, 0);
        two.activate();
        two.up(S2, 0);
        two.activate();
        two.up(S3, 0);
        assertEquals("2: S1 S1 +S2", two.viewText());
    }

    @Test
    void nobodyHearsOfAViewBeforeItIsRecorded() {
        trial.slowDisk();
        trial.manager.onSubscribe(NodeId.client("C1"), new Subscribe(Trial.GROUP));
        trial.up(S1, 0);
        assertEquals(List.of(), trial.env.sentTo(S1.node(), EnterView.class));
        trial.write();
        assertEquals(1, trial.env.sentTo(S1.node(), EnterView.class).size());
        trial.activate();
        assertEquals(List.of(), trial.env.sentTo(NodeId.client("C1"), ViewNews.class));
        trial.write();
        assertEquals(1, trial.env.sentTo(NodeId.client("C1"), ViewNews.class).size());
    }

    @Test
    void clientsHearOfAViewWhenSomebodyServesInIt() {
        trial.manager.onSubscribe(NodeId.client("C1"), new Subscribe(Trial.GROUP));
        trial.up(S1, 0);
        assertEquals(List.of(), trial.env.sentTo(NodeId.client("C1"), ViewNews.class));
        trial.activate();
        assertEquals(List.of(true), activatedAsTold());
    }

    @Test
    void clientsHearOfAViewThatTakesLongOnceBeforeItIsActivated() {
        trial.manager.onSubscribe(NodeId.client("C1"), new Subscribe(Trial.GROUP));
        trial.up(S1, 0);
        trial.sweepAfter(50_000);
        assertEquals(List.of(), activatedAsTold());
        trial.sweepAfter(300_000);
        assertEquals(List.of(false), activatedAsTold());
        trial.activate();
        trial.sweepAfter(300_000);
        assertEquals(List.of(false, true), activatedAsTold());
    }

    private List<Boolean> activatedAsTold() {
        return trial.env.sentTo(NodeId.client("C1"), ViewNews.class).stream()
                .map(ViewNews::activated)
                .toList();
    }

    @Test
    void aReplicaOutsideOfAViewHearsOfItOnlyOnceItIsActivated() {
        three();
        silent(5, S1, S2);
        assertEquals(5, lastViewTold(S2).number());
        trial.activate();
        assertEquals(6, lastViewTold(S2).number());
    }

    private View lastViewTold(ReplicaId replica) {
        List<EnterView> told = trial.env.sentTo(replica.node(), EnterView.class);
        return told.get(told.size() - 1).view();
    }

    @Test
    void aFactThatIsConcludedTwiceIsRecordedOnce() {
        three();
        trial.slowDisk();
        trial.dead(S3);
        trial.dead(S3);
        trial.sweepAfter(100_000);
        assertEquals(1, trial.disk.size());
    }

    @Test
    void aMissingReplicaIsStartedOnItsOwnMachineOnceTheNewViewHasHadAMoment() {
        three();
        trial.dead(S2);
        trial.sweepAfter(100_000);
        trial.sweepAfter(100_000);
        assertEquals(0, starts("M2"));
        trial.sweepAfter(100_000);
        assertEquals(
                List.of(new StartReplica(Trial.GROUP, "S2")),
                trial.env.sentTo(NodeId.localDetector("M2"), StartReplica.class));
    }

    @Test
    void aStartIsAskedForAgainNotBeforeTheDetectorCouldHaveHeard() {
        three();
        trial.dead(S2);
        for (int i = 0; i < 5; i++) {
            trial.sweepAfter(100_000);
        }
        assertEquals(1, starts("M2"));
        trial.report("M2", true);
        trial.sweepAfter(300_000);
        assertEquals(2, starts("M2"));
    }

    @Test
    void aReplicaWhoseStartsWereGivenUpIsNotAskedForAndAnotherTakesItsPlace() {
        Trial two = new Trial(false, 2);
        two.up(S1, 0);
        two.activate();
        two.report("M2", true);
        two.report("M3", true);
        two.launching(new LaunchNote(Trial.GROUP, "S2", Launching.GAVE_UP, "it never lasts"));
        two.env.takeSent();
        two.report("M3", true);
        two.sweepAfter(500_000);
        assertEquals(0, two.env.sentTo(NodeId.localDetector("M2"), StartReplica.class).size());
        assertEquals(1, two.env.sentTo(NodeId.localDetector("M3"), StartReplica.class).size());
    }

    private int starts(String machine) {
        return trial.env.sentTo(NodeId.localDetector(machine), StartReplica.class).size();
    }

    @Test
    void aManagerThatDoesNotLeadSaysAndProposesNothing() {
        three();
        trial.manager.onLeading(false);
        trial.env.takeSent();
        trial.dead(S1);
        trial.sweepAfter(100_000);
        assertEquals(List.of(), trial.env.takeSent());
        assertEquals("5: S1 S1,S2,S3", trial.viewText());
    }

    @Test
    void aViewThatBreaksARuleIsNotFormed() {
        three();
        GroupRecord state = trial.group();
        View strangerLeads =
                new View(6, Style.PASSIVE, life("S9", 1), List.of(life("S9", 1)), List.of());
        View strangerIn = new View(6, Style.PASSIVE, S1, List.of(S1, life("S9", 1)), List.of());
        View skips = new View(7, Style.PASSIVE, S1, List.of(S1), List.of());
        View demotes = new View(6, Style.PASSIVE, S1, List.of(S1), List.of(S2));
        assertBreaks("V1", state, strangerLeads);
        assertBreaks("V2", state, strangerIn);
        assertBreaks("V3", state, skips);
        assertBreaks("V2", state, demotes);
    }

    private static void assertBreaks(String rule, GroupRecord state, View view) {
        InvariantViolation broken =
                assertThrows(InvariantViolation.class, () -> ViewRules.check(state, view));
        assertTrue(broken.getMessage().startsWith(rule), broken.getMessage());
    }

    @Test
    void theSameFactsGiveTheSameStateFromARecordAndFromASnapshot() {
        three();
        trial.dead(S1);
        ManagerState again = new ManagerState(ViewListener.NOBODY);
        again.restore(trial.manager.snapshot());
        Command.Lost fact = new Command.Lost(Trial.GROUP, S2, true, "the test says so");
        again.apply(fact, 0);
        trial.manager.onRecorded(new CommandLog.Stamped(0, fact));
        assertEquals(trial.manager.snapshot(), again.snapshot());
        assertFalse(again.snapshot().isEmpty());
    }
}
