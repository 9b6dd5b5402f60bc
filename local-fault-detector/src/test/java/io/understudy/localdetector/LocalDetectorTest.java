package io.understudy.localdetector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.localdetector.Stage.Actor;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalDetectorTest {

    private final Stage stage = new Stage();

    @BeforeEach
    void startDetector() {
        stage.detector.start();
        stage.runUntil(1_000);
        assertEquals(
                List.of("0ms started machine=M1 epoch=7", "0ms report", "1000ms report settled"),
                stage.said());
    }

    @Test
    void aReplicaThatRegistersIsReportedAliveAtOnce() {
        stage.appear("S1", 1);

        assertEquals(
                List.of(
                        "1000ms watching replica=S1#0000000000000001 pid=101",
                        "1000ms report settled S1.1 ALIVE (registered)"),
                stage.said());
    }

    @Test
    void aReplicaThatAnswersIsLeftInPeace() {
        stage.appear("S1", 1);
        stage.said();

        stage.runUntil(60_000);

        assertEquals(List.of(), stage.said());
    }

    @Test
    void aProcessThatEndsIsReportedDeadAtOnceForCertain() {
        Actor replica = stage.appear("S1", 1);
        stage.said();

        stage.end(replica.process, "killed by signal 9");
        stage.runUntil(60_000);

        assertEquals(
                List.of(
                        "1002ms dead replica=S1#0000000000000001 pid=101"
                                + " cause=\"killed by signal 9\"",
                        "1002ms report settled S1.1 DEAD (killed by signal 9)"),
                stage.said());
    }

    @Test
    void aHungReplicaIsEndedBeforeItIsReportedDead() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.answers = false;
        stage.runUntil(60_000);

        assertEquals(
                List.of(
                        "2311ms condemned replica=S1#0000000000000001 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms\"",
                        "2311ms kill pid=101",
                        "2313ms dead replica=S1#0000000000000001 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms, ended\"",
                        "2313ms report settled"
                                + " S1.1 DEAD (hung: no heartbeat for 310 ms, ended)"),
                stage.said());
    }

    @Test
    void aReplicaThatHasNotAnsweredYetIsGivenTheTimeThatAStartMayTake() {
        stage.appearSpeechless("S1", 1);
        stage.said();

        stage.runUntil(2_900);
        assertEquals(List.of(), stage.said());

        stage.runUntil(60_000);
        assertEquals(
                "3010ms condemned replica=S1#0000000000000001 pid=101"
                        + " cause=\"hung: no heartbeat for 2010 ms\"",
                stage.said().get(0));
    }

    @Test
    void aReplicaWhoseNetworkAnswersWhileItsWorkStandsIsHung() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.works = false;
        stage.runUntil(60_000);

        assertEquals(
                "2311ms condemned replica=S1#0000000000000001 pid=101 cause=\"hung: answers, but"
                        + " its progress stood at 31 for 310 ms\"",
                stage.said().get(0));
    }

    @Test
    void aStoppedProcessIsLeftItsTimeout() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.answers = false;
        stage.detector.onProcessStopped(replica.process);
        stage.runUntil(2_250);
        assertEquals(List.of("2000ms stopped replica=S1#0000000000000001 pid=101"), stage.said());

        replica.answers = true;
        stage.detector.onProcessContinued(replica.process);
        stage.runUntil(60_000);
        assertEquals(List.of("2250ms continued replica=S1#0000000000000001 pid=101"), stage.said());
    }

    @Test
    void theCauseSaysThatTheHungProcessWasStopped() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.answers = false;
        stage.detector.onProcessStopped(replica.process);
        stage.runUntil(60_000);

        assertEquals(
                "2313ms report settled S1.1 DEAD"
                        + " (hung: no heartbeat for 310 ms (stopped by a signal), ended)",
                stage.said().get(4));
    }

    @Test
    void aLateAnswerStillCountsAsLife() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        // Answers the first of all heartbeats every 290 ms, and no other.
        replica.answers = false;
        for (int i = 1; i <= 100; i++) {
            HeartbeatAnswer late = new HeartbeatAnswer(replica.id, 1, 1_000 + i, true);
            stage.in(i * 290, () -> stage.detector.onHeartbeatAnswer(replica.id.node(), late));
        }
        stage.runUntil(31_000);

        assertEquals(List.of(), stage.said());
    }

    @Test
    void anAnswerBeforeTheLastLookSavesTheOverdue() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.answers = false;
        HeartbeatAnswer late = new HeartbeatAnswer(replica.id, 1, 1_000, true);
        stage.in(305, () -> stage.detector.onHeartbeatAnswer(replica.id.node(), late));
        stage.runUntil(2_600);

        assertEquals(List.of(), stage.said());
    }

    @Test
    void aReplicaThatCannotBeEndedIsSuspectedUntilItShowsLife() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        stage.mayKill = false;
        replica.answers = false;
        stage.runUntil(2_370);
        replica.answers = true;
        stage.runUntil(60_000);

        assertEquals(
                List.of(
                        "2311ms condemned replica=S1#0000000000000001 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms\"",
                        "2311ms kill pid=101 in vain",
                        "2311ms report settled"
                                + " S1.1 SUSPECTED (hung: no heartbeat for 310 ms,"
                                + " could not be killed)",
                        "2361ms kill pid=101 in vain",
                        "2401ms spared replica=S1#0000000000000001 cause=\"showed life again\"",
                        "2401ms report settled S1.1 ALIVE (registered)"),
                stage.said());
    }

    @Test
    void aKilledProcessThatDoesNotEndIsSuspectedUntilItDoes() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        stage.killedEnds = false;
        replica.answers = false;
        stage.runUntil(2_370);
        stage.end(replica.process, "killed by signal 9");
        stage.runUntil(60_000);

        assertEquals(
                List.of(
                        "2311ms condemned replica=S1#0000000000000001 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms\"",
                        "2311ms kill pid=101",
                        "2361ms kill pid=101",
                        "2361ms report settled S1.1 SUSPECTED"
                                + " (hung: no heartbeat for 310 ms, killed, not ended yet)",
                        "2372ms dead replica=S1#0000000000000001 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms, ended\"",
                        "2372ms report settled S1.1 DEAD"
                                + " (hung: no heartbeat for 310 ms, ended)"),
                stage.said());
    }

    @Test
    void aReplicaThatHearsNoManagerIsReportedSo() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        replica.hearsManager = false;
        stage.runUntil(2_100);

        assertEquals(List.of("2051ms report settled S1.1 ALIVE deaf (registered)"), stage.said());
    }

    @Test
    void aClosedConnectionIsAReasonToLookAndNoProof() {
        Actor replica = stage.appear("S1", 1);
        stage.said();

        stage.detector.onConnectionClosed(replica.id.node());
        stage.runUntil(1_500);

        assertEquals(List.of("1000ms look pid=101"), stage.said());
    }

    @Test
    void aNewIncarnationOfAProcessEndsTheOldOne() {
        Actor replica = stage.appear("S1", 1);
        stage.said();

        stage.reappear(replica, 2);

        assertEquals(
                List.of(
                        "1000ms dead replica=S1#0000000000000001 pid=101"
                                + " cause=\"gave up this incarnation for another\"",
                        "1000ms watching replica=S1#0000000000000002 pid=101",
                        "1000ms report settled"
                                + " S1.1 DEAD (gave up this incarnation for another)"
                                + " | S1.2 ALIVE (registered)"),
                stage.said());
    }

    @Test
    void anOldRegistrationDoesNotRaiseTheDead() {
        Actor before = stage.appear("S1", 1);
        stage.reappear(before, 2);
        stage.said();

        before.register();

        assertEquals(
                List.of(
                        "1000ms refused replica=S1#0000000000000001 pid=101 cause=\"this"
                                + " incarnation was reported dead and cannot live again\"",
                        "1000ms send S1 Refused[replica=S1#0000000000000001, reason=this"
                                + " incarnation was reported dead and cannot live again]"),
                stage.said());
    }

    @Test
    void aRegistrationIsRepeatedWithoutConsequence() {
        Actor replica = stage.appear("S1", 1);
        stage.said();

        replica.register();

        assertEquals(List.of("1000ms ignored REGISTER from=S1: known"), stage.said());
    }

    @Test
    void aSecondProcessOfANameThatLivesIsRefused() {
        stage.appear("S1", 1);
        stage.said();

        stage.appear("S1", 2);

        String reason = "S1 runs already as process 101; stop that one first, or leave it be";
        assertEquals(
                List.of(
                        "1000ms refused replica=S1#0000000000000002 pid=102 cause=\""
                                + reason
                                + "\"",
                        "1000ms send S1 Refused[replica=S1#0000000000000002, reason="
                                + reason
                                + "]"),
                stage.said());
    }

    @Test
    void aSuccessorWaitsUntilTheEndOfTheFirstIsSeen() {
        Actor first = stage.appear("S1", 1);
        stage.end(first.process, "exited with code 1");
        stage.said();

        Actor second = stage.appear("S1", 2);
        assertEquals(
                List.of(
                        "1000ms look pid=101",
                        "1000ms ignored REGISTER from=S1: the life before it may be about to end"),
                stage.said());

        stage.runUntil(1_010);
        second.register();
        assertEquals(
                "1010ms report settled S1.1 DEAD (exited with code 1) | S1.2 ALIVE (registered)",
                stage.said().get(3));
    }

    @Test
    void aProcessThatIsNotOnThisMachineIsRefused() {
        ReplicaId id = new ReplicaId("S1", 1);

        stage.detector.onRegister(id.node(), new Register(Stage.GROUP, id, 4_711, 5));

        assertTrue(stage.said().get(0).contains("no process 4711 with start time 5 runs"));
    }

    @Test
    void aReplicaOfAnotherMachineIsRefused() {
        stage.appear("S3", 1);

        assertTrue(stage.said().get(0).contains("no such replica of that group belongs to M1"));
    }

    @Test
    void oneProcessIsNotTwoReplicas() {
        Actor replica = stage.appear("S1", 1);
        stage.said();
        ReplicaId other = new ReplicaId("S2", 2);
        ProcessId process = replica.process;

        stage.detector.onRegister(
                other.node(), new Register(Stage.GROUP, other, process.pid(), process.startTime()));

        assertTrue(stage.said().get(0).contains("process 101 is another replica already"));
    }

    @Test
    void nobodyRegistersForAnother() {
        ProcessId process = stage.newProcess();
        ReplicaId id = new ReplicaId("S1", 1);

        stage.detector.onRegister(
                NodeId.replica("S2"),
                new Register(Stage.GROUP, id, process.pid(), process.startTime()));

        assertEquals(
                List.of(
                        "1000ms ignored REGISTER from=S2: only a replica registers, and only itself"),
                stage.said());
    }

    @Test
    void anAnswerOfAnEarlierIncarnationIsNoSignOfLife() {
        Actor before = stage.appear("S1", 1);
        Actor replica = stage.reappear(before, 2);
        stage.runUntil(1_001);
        stage.said();

        replica.answers = false;
        HeartbeatAnswer stale = new HeartbeatAnswer(before.id, 1, 9_999, true);
        stage.in(199, () -> stage.detector.onHeartbeatAnswer(before.id.node(), stale));
        stage.runUntil(1_311);

        assertEquals(
                List.of(
                        "1200ms ignored HEARTBEAT_ANSWER from=S1:"
                                + " not the incarnation that is watched",
                        "1311ms condemned replica=S1#0000000000000002 pid=101"
                                + " cause=\"hung: no heartbeat for 310 ms\"",
                        "1311ms kill pid=101"),
                stage.said().subList(0, 3));
    }

    @Test
    void ofEachNameTheLastFewEndsAreTold() {
        for (int incarnation = 1; incarnation <= 7; incarnation++) {
            Actor replica = stage.appear("S1", incarnation);
            stage.end(replica.process, "exited with code " + incarnation);
            stage.runUntil(stage.nowMs() + 10);
        }

        List<String> said = stage.said();
        assertEquals(
                "1062ms report settled S1.4 DEAD (exited with code 4)"
                        + " | S1.5 DEAD (exited with code 5)"
                        + " | S1.6 DEAD (exited with code 6)"
                        + " | S1.7 DEAD (exited with code 7)",
                said.get(said.size() - 1));
    }

    @Test
    void theGlobalDetectorIsAnsweredWithTheWholeReport() {
        stage.appear("S1", 1);
        stage.said();

        stage.heartbeatFromGlobal();

        assertEquals(List.of("1000ms report settled S1.1 ALIVE (registered)"), stage.said());
    }

    @Test
    void theEndOfAReplicaIsToldWithThoseThatGoOnHere() {
        Actor first = stage.appear("S1", 1);
        stage.appear("S2", 2);
        stage.runUntil(2_000);
        stage.said();

        stage.end(first.process, "killed by signal 9");
        stage.runUntil(2_010);
        String said = stage.said().toString();
        assertTrue(said.contains("pid=101 goOnHere=S2 cause="), said);
    }

    @Test
    void aDetectorThatEndsSaysWhoGoesOnWithoutIt() {
        stage.appear("S1", 1);
        stage.appear("S2", 2);
        stage.runUntil(2_000);
        stage.said();

        stage.detector.onEnd();
        String said = stage.said().toString();
        assertTrue(said.contains("leaves replicas=S1,S2: they go on"), said);
    }

    @Test
    void aDetectorThatEndsAndWatchesNobodySaysNothing() {
        stage.runUntil(2_000);
        stage.said();

        stage.detector.onEnd();
        assertEquals(List.of(), stage.said());
    }

    @Test
    void aSleepOfTheDetectorBlamesNoReplica() {
        stage.appear("S1", 1);
        stage.appear("S2", 2);
        stage.runUntil(2_000);
        stage.said();

        stage.sleep(10_000);
        stage.runUntil(60_000);

        List<String> said = stage.said();
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("12000ms slept ms=9950: "), said.toString());
    }

    /** The timeout is 300 ms. */
    @Test
    void aSleepIsWarnedOfOnlyIfItWasLongerThanAReplicaMayBeSilent() {
        stage.appear("S1", 1);
        stage.runUntil(2_000);

        stage.sleep(250);
        stage.runUntil(5_000);
        assertEquals(List.of(), stage.warnings());

        stage.sleep(400);
        stage.runUntil(10_000);
        assertEquals(1, stage.warnings().size());
    }

    @Test
    void aReplicaThatHungDuringTheSleepIsFoundOneTimeoutAfterIt() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_020);
        stage.said();

        replica.answers = false;
        stage.sleep(10_000);
        stage.runUntil(12_330);

        List<String> said = stage.said();
        assertTrue(said.get(0).contains("slept"), said::toString);
        assertTrue(said.get(1).startsWith("12330ms condemned"), said::toString);
    }

    @Test
    void shortDelaysOfTheDetectorAddUpToNoBlame() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        // Each answer is there, but the detector does nothing for 45 ms after each alarm.
        for (int i = 0; i < 100; i++) {
            stage.sleep(95);
            stage.runUntil(stage.nowMs());
        }

        assertEquals(List.of(), stage.said());
        assertTrue(stage.runs(replica.process));
    }

    @Test
    void answersThatWaitedOutADelayAreReadBeforeTheLastLook() {
        Actor replica = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.said();

        // Silent up to just before the timeout; then it answers, while the detector is held up.
        replica.answers = false;
        stage.runUntil(2_290);
        HeartbeatAnswer waiting = new HeartbeatAnswer(replica.id, 1, 1_000, true);
        stage.in(5, () -> stage.detector.onHeartbeatAnswer(replica.id.node(), waiting));
        stage.sleep(45);
        stage.runUntil(2_400);

        assertEquals(List.of(), stage.said());
        assertTrue(stage.runs(replica.process));
    }

    @Test
    void nothingIsStartedBeforeSurvivorsHadTimeToRegister() {
        Stage fresh = new Stage();
        fresh.detector.start();
        fresh.runUntil(500);
        fresh.said();

        fresh.want("S1");

        assertEquals(
                List.of("500ms ignored START_REPLICA from=RM1: not settled: it may run already"),
                fresh.said());
    }

    @Test
    void whatRunsIsNotStarted() {
        stage.appear("S1", 1);
        stage.said();

        stage.want("S1");

        assertEquals(List.of("1000ms ignored START_REPLICA from=RM1: it runs"), stage.said());
        assertFalse(stage.log.contains("launch S1"));
    }
}
