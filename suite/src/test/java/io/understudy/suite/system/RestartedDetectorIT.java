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
    private static final RunningCluster CLUSTER =
            new RunningCluster(LocalCluster.Shape.USUAL.withSilence(Duration.ofSeconds(20)));

    @Test
    void aLocalDetectorThatIsSoonBackWatchesTheReplicaItFinds() throws Exception {
        View before = CLUSTER.first();
        ReplicaId survivor =
                before.members().stream().filter(id -> id.name().equals("S1")).findFirst().get();
        String watching = "watching replica=" + survivor;
        ProcessHandle process = CLUSTER.replica("S1");

        CLUSTER.kill("M1");
        // Before its end a line may have been said and not yet written.
        int watched = CLUSTER.logged("M1", watching);
        CLUSTER.start("lfd", "M1");
        CLUSTER.awaitLog("M1", watching, watched + 1);
        process.destroyForcibly();

        assertFalse(CLUSTER.awaitNextView(before).concerns(survivor));
        String cause = CLUSTER.cause(before.number() + 1);
        assertTrue(cause.startsWith("S1: "), cause);
        assertFalse(cause.contains("M1"), cause);
    }
}
