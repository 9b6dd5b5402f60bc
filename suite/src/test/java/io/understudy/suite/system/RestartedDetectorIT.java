package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.suite.local.LocalCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A local detector that is back before the global one misses it. */
@Tag("system")
class RestartedDetectorIT {

    @RegisterExtension
    private final RunningCluster cluster =
            new RunningCluster(LocalCluster.Shape.USUAL.withSilence(Duration.ofSeconds(20)));

    @Test
    void aLocalDetectorThatIsSoonBackWatchesTheReplicaItFinds() throws Exception {
        View before = cluster.first();
        ReplicaId survivor =
                before.members().stream().filter(id -> id.name().equals("S1")).findFirst().get();
        ProcessHandle process = cluster.replica("S1");

        cluster.kill("M1");
        cluster.start("lfd", "M1");
        cluster.awaitLog("M1", "watching replica=" + survivor, 2);
        process.destroyForcibly();

        assertFalse(cluster.awaitNextView(before).concerns(survivor));
        String cause = cluster.cause(before.number() + 1);
        assertTrue(cause.startsWith("S1: "), cause);
        assertFalse(cause.contains("M1"), cause);
    }
}
