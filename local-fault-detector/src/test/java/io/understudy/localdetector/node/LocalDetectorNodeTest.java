package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.runtime.FolderInUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole detector, with replicas that are processes, as far as a manager can see it. */
class LocalDetectorNodeTest {

    @TempDir Path folder;

    private TestCluster cluster;
    private Listener manager;
    private LocalDetectorNode detector;

    /** Of the replica that was last seen alive. */
    private long pid = 0;

    @BeforeEach
    void start() {
        cluster = TestCluster.in(folder);
        manager = Listener.manager(cluster);
        detector = LocalDetectorNode.start(cluster.file(), TestCluster.MACHINE);
    }

    @AfterEach
    void end() {
        detector.close();
        detector.ended().join();
        manager.close();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static Optional<Sighting> last(LocalReport report, Verdict verdict) {
        return report.sightings().stream()
                .filter(sighting -> sighting.verdict() == verdict)
                .reduce((earlier, later) -> later);
    }

    private Sighting awaitAlive() throws InterruptedException {
        LocalReport report = manager.await(each -> last(each, Verdict.ALIVE).isPresent());
        Sighting alive = last(report, Verdict.ALIVE).orElseThrow();
        pid = alive.pid();
        return alive;
    }

    private Sighting startOne() throws InterruptedException {
        manager.await(LocalReport::settled);
        manager.want("S1");
        return awaitAlive();
    }

    @Test
    void aWantedReplicaIsStarted() throws Exception {
        Sighting alive = startOne();

        assertEquals("S1", alive.replica().name());
        assertTrue(Files.exists(folder.resolve("logs").resolve("S1.out")));
    }

    @Test
    void aSecondDetectorOfTheMachineIsTurnedAway() throws Exception {
        assertThrows(
                FolderInUse.class,
                () -> LocalDetectorNode.start(cluster.file(), TestCluster.MACHINE));
        // The first has not been harmed by it.
        startOne();
    }

    @Test
    void aKilledReplicaIsReportedDead() throws Exception {
        Sighting alive = startOne();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        LocalReport report = manager.await(each -> last(each, Verdict.DEAD).isPresent());
        assertEquals(alive.replica(), last(report, Verdict.DEAD).orElseThrow().replica());
    }

    @Test
    void aReplicaOutlivesItsDetectorAndIsAdoptedByTheNext() throws Exception {
        Sighting before = startOne();
        detector.close();
        detector.ended().join();

        detector = LocalDetectorNode.start(cluster.file(), TestCluster.MACHINE);

        manager.await(report -> !report.settled());
        Sighting after = awaitAlive();
        assertEquals(before.replica(), after.replica());
    }
}
