package io.understudy.globaldetector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.globaldetector.GlobalDetector.Alarm;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.LocalReport;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToManager.Machines;
import io.understudy.protocol.ToManager.Presence;
import io.understudy.protocol.ToManager.Relayed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a global detector makes of silence. */
class GlobalDetectorTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final NodeId M1 = NodeId.localDetector("M1");
    private static final LocalReport REPORT = new LocalReport(1, 1, true, List.of(), List.of());

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final GlobalDetector detector =
            new GlobalDetector(
                    new GlobalDetector.Settings(
                            List.of("M1", "M2"), List.of("RM1"), 7, 100_000, 600_000),
                    env);

    private List<Presence> told() {
        List<Machines> told = env.sentTo(MANAGER, Machines.class);
        return told.get(told.size() - 1).machines().stream()
                .map(Machines.Verdict::presence)
                .toList();
    }

    private long version() {
        List<Machines> told = env.sentTo(MANAGER, Machines.class);
        return told.get(told.size() - 1).version();
    }

    private void hearM1For(int beats) {
        for (int beat = 0; beat < beats; beat++) {
            detector.onLocalReport(M1, REPORT);
            env.runFor(100_000, detector::onAlarm);
        }
    }

    @Test
    void everyMachineIsUnknownUntilItIsHeardOrSilentForTheTimeout() {
        detector.start();
        assertEquals(List.of(Presence.UNKNOWN, Presence.UNKNOWN), told());
        hearM1For(6);
        assertEquals(List.of(Presence.PRESENT, Presence.UNKNOWN), told());
        hearM1For(1);
        assertEquals(List.of(Presence.PRESENT, Presence.GONE), told());
    }

    @Test
    void aReportIsPassedOnAsItCameAndCountsAsASignOfLife() {
        detector.start();
        detector.onLocalReport(M1, REPORT);
        assertEquals(List.of(new Relayed("M1", REPORT)), env.sentTo(MANAGER, Relayed.class));
        assertEquals(List.of(Presence.PRESENT, Presence.UNKNOWN), told());
    }

    @Test
    void aReportWithoutNewsIsPassedOnOnceInFiveIntervals() {
        detector.start();
        hearM1For(5);
        assertEquals(1, relayed());
        hearM1For(1);
        assertEquals(2, relayed());
        hearM1For(5);
        assertEquals(3, relayed());
    }

    @Test
    void aReportWithNewsIsPassedOnAtOnce() {
        detector.start();
        detector.onLocalReport(M1, REPORT);
        detector.onLocalReport(M1, new LocalReport(1, 2, true, List.of(), List.of()));
        assertEquals(2, relayed());
        detector.onLocalReport(M1, new LocalReport(2, 2, true, List.of(), List.of()));
        assertEquals(3, relayed());
    }

    @Test
    void aManagerThatIsReachedAgainHearsEveryNextReport() {
        detector.start();
        detector.onLocalReport(M1, REPORT);
        detector.onReached(M1);
        detector.onLocalReport(M1, REPORT);
        assertEquals(1, relayed());
        detector.onReached(MANAGER);
        detector.onLocalReport(M1, REPORT);
        assertEquals(2, relayed());
    }

    private long relayed() {
        return env.sentTo(MANAGER, Relayed.class).size();
    }

    @Test
    void aMachineThatIsHeardAgainIsPresentAtOnce() {
        detector.start();
        env.runFor(700_000, detector::onAlarm);
        assertEquals(List.of(Presence.GONE, Presence.GONE), told());
        detector.onLocalReport(M1, REPORT);
        assertEquals(List.of(Presence.PRESENT, Presence.GONE), told());
    }

    @Test
    void theVersionGrowsByOneWithEachChangeAndOnlyThen() {
        detector.start();
        assertEquals(0, version());
        detector.onLocalReport(M1, REPORT);
        assertEquals(1, version());
        hearM1For(3);
        assertEquals(1, version());
        hearM1For(4);
        assertEquals(2, version());
    }

    @Test
    void verdictsAreRepeatedAtEveryBeat() {
        detector.start();
        env.takeSent();
        env.runFor(300_000, detector::onAlarm);
        assertEquals(3, env.sentTo(MANAGER, Machines.class).size());
        assertEquals(3, env.sentTo(M1, MachineHeartbeat.class).size());
    }

    @Test
    void aDetectorThatSleptCallsNoMachineGone() {
        detector.start();
        detector.onLocalReport(M1, REPORT);
        env.pass(10_000_000);
        detector.onAlarm(Alarm.BEAT);
        assertEquals(List.of(Presence.PRESENT, Presence.UNKNOWN), told());
        env.runFor(800_000, detector::onAlarm);
        assertEquals(List.of(Presence.GONE, Presence.GONE), told());
    }

    /** The timeout is 600 ms. */
    @Test
    void aSleepIsWarnedOfOnlyIfItWasLongerThanAMachineMayBeSilent() {
        detector.start();
        env.pass(500_000);
        detector.onAlarm(Alarm.BEAT);
        assertEquals(0, slept());
        env.pass(900_000);
        detector.onAlarm(Alarm.BEAT);
        assertEquals(1, slept());
    }

    private long slept() {
        return env.story().stream().filter(line -> line.startsWith("slept ms=")).count();
    }

    @Test
    void aStrangersReportIsIgnored() {
        detector.start();
        env.takeSent();
        detector.onLocalReport(NodeId.localDetector("M9"), REPORT);
        detector.onLocalReport(NodeId.replica("M1"), REPORT);
        assertEquals(List.of(), env.takeSent());
    }
}
