package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

    @TempDir private Path folder;

    @Test
    @Timeout(60)
    void everyReplicaOfTheMachineIsReportedDeadOnce() {
        TestCluster cluster = TestCluster.in(folder);
        assertEquals(
                TestCluster.REPLICAS.size(), Rehearsal.play(cluster.file(), TestCluster.MACHINE));
    }
}
