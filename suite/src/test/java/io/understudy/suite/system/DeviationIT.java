package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.suite.local.LocalCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica whose application does not do what the others' do. */
@Tag("system")
class DeviationIT {

    @RegisterExtension
    private static final RunningCluster CLUSTER =
            new RunningCluster(LocalCluster.Shape.USUAL.withLaunch(DeviatingReplica.command()));

    @Test
    void aBackupThatDeviatesStopsLoudlyAndComesBackWithThePrimarysState() throws Exception {
        View before = CLUSTER.first();
        ReplicaId deviating = before.others(before.primary()).get(0);
        String name = deviating.name();
        String machine = "M" + name.substring(1);
        try (UnderLoad load = UnderLoad.start(CLUSTER);
                KvClient client = load.open()) {
            client.blocking().put(Bytes.utf8(name), Bytes.utf8("value"));

            View without = CLUSTER.awaitNextView(before);
            assertEquals(before.primary(), without.primary());
            assertFalse(without.hasMember(deviating));
            CLUSTER.awaitFullView(without.number() + 1);
            load.awaitAnswers();
            load.assertWell(name);
        }
        assertEquals(1, CLUSTER.logged(name, " ERROR halt node=" + name + " code=71 "));
        CLUSTER.awaitLog(machine, " code=71", 1);
        String cause = CLUSTER.cause(before.number() + 1);
        assertTrue(cause.startsWith(name + ": exited"), cause);
    }
}
