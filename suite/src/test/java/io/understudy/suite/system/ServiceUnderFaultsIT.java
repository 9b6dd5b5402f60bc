package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.View;
import io.understudy.protocol.kv.KvOperation;
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

    private static final int VALUES = 200;
    private static final int VALUE_BYTES = KvOperation.VALUE_BYTES_MAX;

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

    /** What the dead one began the next one does from the start, and nobody waits for it. */
    @Test
    void aPrimaryThatIsKilledWhileItSendsACheckpointIsReplacedAsItsSource() throws Exception {
        View before = CLUSTER.first();
        String source = before.primary().name();
        String joiner = before.others(before.primary()).get(0).name();
        fill();
        int begun = CLUSTER.logged(source, "sending checkpoint");
        int taken = CLUSTER.logged(joiner, "took over checkpoint");

        CLUSTER.killReplica(joiner);
        CLUSTER.awaitLog(source, "sending checkpoint", begun + 1);
        CLUSTER.killReplica(source);

        assertEquals(taken, CLUSTER.logged(joiner, "took over checkpoint"), "it was under way");
        View next =
                CLUSTER.awaitView(
                        "view without the source",
                        before.number() + 1,
                        news -> news.activated() && !news.view().hasMember(before.primary()));
        load.awaitAnswers();
        CLUSTER.awaitFullView(next.number() + 1);
        CLUSTER.awaitLog(joiner, "took over checkpoint", taken + 1);
        load.assertWell(source, joiner);
    }

    /** With so much that a checkpoint is under way for a while. */
    private void fill() {
        Bytes value = Bytes.copyOf(new byte[VALUE_BYTES]);
        try (KvClient client = load.open()) {
            for (int number = 0; number < VALUES; number++) {
                client.blocking().put(Bytes.utf8("filled-" + number), value);
            }
        }
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
