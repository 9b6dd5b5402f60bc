package io.understudy.localdetector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.localdetector.Stage.Actor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaunchesTest {

    private final Stage stage = new Stage();

    @BeforeEach
    void startDetector() {
        stage.detector.start();
        stage.runUntil(1_000);
        stage.said();
    }

    private List<String> launches() {
        return stage.said().stream().filter(line -> line.endsWith("launch S1")).toList();
    }

    /** It is wanted, launched, registers after 100 ms and lives that long. */
    private void liveFor(long ms) {
        stage.want("S1");
        stage.runUntil(stage.nowMs() + 100);
        Actor replica = stage.actors.get("S1");
        replica.register();
        stage.runUntil(stage.nowMs() + ms);
        stage.end(replica.process, "exited with code 1");
        stage.runUntil(stage.nowMs() + 10);
    }

    @Test
    void aWantedReplicaIsLaunchedOnce() {
        stage.want("S1");
        stage.want("S1");
        stage.runUntil(1_100);
        stage.want("S1");
        stage.actors.get("S1").register();
        stage.want("S1");
        stage.runUntil(60_000);

        assertEquals(
                List.of(
                        "1000ms launching replica=S1 attempt=1/4",
                        "1000ms launch S1",
                        "1000ms report settled S1 STARTING: start 1",
                        "1005ms launched replica=S1 pid=101",
                        "1005ms report settled S1 STARTING: start 1, pid 101",
                        "1100ms watching replica=S1#0000000000000065 pid=101",
                        "1100ms report settled S1.101 ALIVE (registered)",
                        "1100ms ignored START_REPLICA from=RM1: it runs"),
                stage.said());
    }

    @Test
    void aStartThatDidNotLastBacksOff() {
        liveFor(500);
        stage.said();

        stage.want("S1");
        assertEquals(List.of(), launches());

        stage.runUntil(1_703);
        stage.want("S1");
        assertEquals(List.of("1703ms launch S1"), launches());
    }

    @Test
    void backOffDoublesUpToItsLimit() {
        for (int i = 0; i < 3; i++) {
            liveFor(500);
            stage.runUntil(stage.nowMs() + 1_000);
        }

        assertEquals(
                List.of("ms=100", "ms=200", "ms=300"),
                stage.said().stream()
                        .filter(line -> line.contains("backing off"))
                        .map(line -> line.replaceAll(".*(ms=\\d+).*", "$1"))
                        .toList());
    }

    @Test
    void afterTheLastAttemptNothingIsStarted() {
        for (int i = 0; i < 4; i++) {
            liveFor(500);
            stage.runUntil(stage.nowMs() + 1_000);
        }
        List<String> said = stage.said();
        assertTrue(
                said.get(said.size() - 1)
                        .endsWith(
                                "S1 GAVE_UP: start 4 of 4 did not last:"
                                        + " lived 502 ms, exited with code 1"),
                said::toString);

        stage.want("S1");
        stage.runUntil(60_000);

        assertEquals(List.of(), launches());
    }

    @Test
    void aStartByHandMakesTheAttemptsNew() {
        for (int i = 0; i < 4; i++) {
            liveFor(500);
            stage.runUntil(stage.nowMs() + 1_000);
        }
        Actor byHand = stage.appear("S1", 1);
        stage.end(byHand.process, "exited with code 1");
        stage.runUntil(stage.nowMs() + 10);
        stage.said();

        stage.want("S1");

        assertEquals(1, launches().size());
    }

    @Test
    void aStartThatLastedMakesTheAttemptsNew() {
        liveFor(500);
        stage.runUntil(stage.nowMs() + 1_000);
        liveFor(10_000);
        stage.said();

        stage.want("S1");

        assertEquals("launching replica=S1 attempt=1/4", stage.said().get(0).split(" ", 2)[1]);
    }

    @Test
    void aCommandThatCannotBeRunCountsAsAStart() {
        stage.want("S1");
        stage.detector.onLaunchFailed("S1", "no such file: ./understudy");

        List<String> said = stage.said();
        assertTrue(
                said.get(said.size() - 1)
                        .endsWith(
                                "S1 BACKING_OFF: start 1 of 4 did not last:"
                                        + " no such file: ./understudy"),
                said::toString);
    }

    /** A second start beside one that may still come to something would break LD5. */
    @Test
    void aStartToWhichTheSystemDoesNotAnswerIsToldAndWaitedForAllTheSame() {
        stage.launchesAreTold = false;
        stage.want("S1");
        stage.runUntil(3_100);
        stage.want("S1");

        String reason = "the operating system was asked for a process 2000 ms ago";
        assertEquals(
                List.of(
                        "3000ms no answer replica=S1 cause=\"" + reason + '"',
                        "3000ms report settled S1 GAVE_UP: " + reason),
                stage.said().stream().filter(line -> line.contains(reason)).toList());
        stage.launched("S1");
        stage.actors.get("S1").register();
        assertEquals(1, lines("watching replica=S1"));
    }

    private long lines(String text) {
        return stage.said().stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void aStartThatNeverRegistersIsEnded() {
        stage.want("S1");
        stage.runUntil(3_100);

        assertEquals(
                List.of(
                        "3005ms killing replica=S1 pid=101"
                                + " cause=\"not registered for 2000 ms\"",
                        "3005ms kill pid=101",
                        "3007ms backing off replica=S1 ms=100"
                                + " cause=\"start 1 of 4 did not last: did not register in time\"",
                        "3007ms report settled"
                                + " S1 BACKING_OFF: start 1 of 4 did not last:"
                                + " did not register in time"),
                stage.said().subList(5, 9));
    }

    @Test
    void aSleepOfTheDetectorDoesNotEndAStart() {
        stage.want("S1");
        stage.runUntil(1_100);
        stage.sleep(10_000);
        stage.runUntil(11_500);
        stage.actors.get("S1").register();
        stage.runUntil(60_000);

        assertTrue(stage.said().stream().noneMatch(line -> line.contains("kill")));
    }

    @Test
    void whoWasStartedByHandWinsOverTheLaunchedRival() {
        stage.want("S1");
        stage.runUntil(1_100);
        Actor launched = stage.actors.get("S1");
        Actor byHand = stage.appear("S1", 1);
        stage.said();

        launched.register();

        assertTrue(stage.said().get(0).contains("S1 runs already as process 102"));
        assertTrue(stage.runs(byHand.process));
    }

    @Test
    void nothingIsLaunchedWhileWhatWasLaunchedRuns() {
        stage.want("S1");
        stage.runUntil(1_100);
        ProcessId script = stage.actors.get("S1").process;
        Actor child = stage.appear("S1", 1);
        stage.runUntil(2_000);
        stage.end(child.process, "exited with code 1");
        stage.runUntil(2_500);
        stage.said();

        stage.want("S1");
        assertEquals(List.of(), launches());

        stage.end(script, "exited with code 1");
        stage.runUntil(3_000);
        stage.want("S1");
        assertEquals(List.of("3000ms launch S1"), launches());
    }

    @Test
    void whoRegistersBeforeItsLaunchIsToldIsNotTakenForUnheard() {
        stage.launchesAreTold = false;
        stage.want("S1");
        Actor early = stage.appear("S1", 1);
        stage.detector.onLaunched("S1", early.process);
        stage.runUntil(4_000);

        assertTrue(stage.runs(early.process));
    }
}
