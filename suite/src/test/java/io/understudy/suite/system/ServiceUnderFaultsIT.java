package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.View;
import io.understudy.suite.local.LocalCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients call without end while real processes are killed and stopped, with the timeouts that the
 * suite is shipped with. Nobody may be told what one copy of the service could not have said, and
 * nobody be taken for dead whom nothing was done to.
 */
@Tag("system")
class ServiceUnderFaultsIT {

    @RegisterExtension
    private static final RunningCluster CLUSTER = new RunningCluster(LocalCluster.Shape.AS_SHIPPED);

    private UnderLoad load;

    @BeforeEach
    void start() {
        load = UnderLoad.start(CLUSTER);
    }

    @AfterEach
    void end() {
        load.close();
    }

    @Test
    void aKilledPrimaryCostsNobodyAnything() throws Exception {
        View before = CLUSTER.first();
        String victim = before.primary().name();

        CLUSTER.killReplica(victim);

        assertNotEquals(victim, CLUSTER.awaitNextView(before).primary().name());
        load.awaitAnswers();
        CLUSTER.awaitFullView(before.number() + 1);
        load.assertWell(victim);
    }

    @Test
    void aKilledBackupCostsNobodyAnything() throws Exception {
        View before = CLUSTER.first();
        String victim = before.others(before.primary()).get(0).name();

        CLUSTER.killReplica(victim);

        assertEquals(before.primary(), CLUSTER.awaitNextView(before).primary());
        load.awaitAnswers();
        CLUSTER.awaitFullView(before.number() + 1);
        load.assertWell(victim);
    }

    /** The last one is left with what two others had acknowledged. */
    @Test
    void theLastOfThreeGoesOnAlone() throws Exception {
        View three = CLUSTER.first();
        CLUSTER.killReplica(three.primary().name());
        View two = CLUSTER.awaitNextView(three);
        String second = two.primary().name();

        CLUSTER.killReplica(second);

        load.awaitAnswers();
        View full = CLUSTER.awaitFullView(two.number() + 1);
        assertFalse(full.hasMember(three.primary()) || full.hasMember(two.primary()));
        load.assertWell(three.primary().name(), second);
    }

    @Test
    void aStoppedPrimaryWhoseDetectorLivesNeverAnswersAgain() throws Exception {
        View before = CLUSTER.first();
        ReplicaId victim = before.primary();
        ProcessHandle process = CLUSTER.replica(victim.name());
        try (PinnedClient pinned = load.askedOnce(victim)) {
            CLUSTER.stop(process);
            UnderLoad.ask(pinned);
            CLUSTER.awaitNextView(before);
            load.overwrite();

            CLUSTER.goOn(process);

            assertEquals(List.of(), pinned.said());
        }
        CLUSTER.awaitFullView(before.number() + 1);
        load.assertWell(victim.name());
    }

    /** With its detector stopped too there is nobody who could kill it before it wakes. */
    @Test
    void aPrimaryThatWakesAfterItWasReplacedAnswersNothing() throws Exception {
        View before = CLUSTER.first();
        ReplicaId victim = before.primary();
        String machine = "M" + victim.name().substring(1);
        ProcessHandle process = CLUSTER.replica(victim.name());
        ProcessHandle detector = CLUSTER.local().children().get(machine).toHandle();
        try (PinnedClient pinned = load.askedOnce(victim)) {
            CLUSTER.stop(detector);
            CLUSTER.stop(process);
            // So that when it wakes this connection is read before the one with the newer view.
            UnderLoad.ask(pinned);
            CLUSTER.awaitNextView(before);
            load.overwrite();
            pinned.passOver();
            UnderLoad.ask(pinned);
            int left = CLUSTER.logged(victim.name(), "leftOut");

            CLUSTER.goOn(process);

            CLUSTER.awaitLog(victim.name(), "leftOut", left + 1);
            UnderLoad.ask(pinned);
            List<Fate> said = pinned.said();
            assertFalse(said.contains(Fate.ANSWERED), said.toString());
        } finally {
            CLUSTER.goOn(detector);
        }
        CLUSTER.awaitFullView(before.number() + 1);
        load.assertWell(victim.name(), machine);
    }
}
