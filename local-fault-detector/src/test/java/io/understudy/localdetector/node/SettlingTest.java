package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ReplicaEntry;
import io.understudy.localdetector.LocalDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private final TestCluster cluster = TestCluster.in(Path.of("/cluster"));

    private Duration settling(boolean firstLife) {
        return Settling.of(cluster.file(), TestCluster.MACHINE, firstLife);
    }

    @Test
    void theFirstDetectorOfAnIdleMachineWaitsForNobody() {
        assertEquals(Duration.ZERO, settling(true));
    }

    @Test
    void whatAnEarlierDetectorMayHaveStartedIsWaitedFor() {
        assertEquals(LocalDetector.Settings.SETTLING_DEFAULT, settling(false));
    }

    @Test
    void whoListensAlreadyIsWaitedFor() throws IOException {
        ReplicaEntry running = cluster.file().replica("S3").orElseThrow();
        int port = running.ports().heartbeat();
        try (ServerSocket door = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(LocalDetector.Settings.SETTLING_DEFAULT, settling(true));
            assertEquals(port, door.getLocalPort());
        }
    }
}
