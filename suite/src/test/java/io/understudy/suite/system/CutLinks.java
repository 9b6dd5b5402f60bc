package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.View;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients call without end while the machine of the primary is cut off from others and not from
 * them. How links are cut is for the subclasses.
 */
abstract class CutLinks {

    private static final String MANAGER = "RM1";
    private static final String GLOBAL_DETECTOR = "GFD1";

    private final RunningCluster cluster;

    /** The network of the cluster that runs now. */
    private final AtomicReference<Cuttable> network;

    private UnderLoad load;

    CutLinks(RunningCluster cluster, AtomicReference<Cuttable> network) {
        this.cluster = cluster;
        this.network = network;
    }

    @BeforeEach
    void start() {
        load = UnderLoad.start(cluster);
    }

    @AfterEach
    void end() {
        load.close();
    }

    private static String machine(ReplicaId replica) {
        return "M" + replica.name().substring(1);
    }

    /** It need not hear views to serve in one; only to lead another, and then others can. */
    @Test
    void aPrimaryThatHearsNoManagerServesOnUntilItWouldHaveToLeadAnotherView() throws Exception {
        View before = cluster.first();
        String machine = machine(before.primary());
        ReplicaId backup = before.others(before.primary()).get(0);

        network.get().cut(machine, MANAGER);
        load.awaitAnswers();
        cluster.killReplica(backup.name());

        View next = cluster.awaitNextView(before);
        assertNotEquals(before.primary(), next.primary());
        load.awaitAnswers();
        network.get().heal(machine, MANAGER);
        cluster.awaitFullView(next.number() + 1);
        load.assertWell(before.primary().name(), backup.name());
    }

    /** It lives, and its clients reach it; that another leads, it cannot know. */
    @Test
    void aPrimaryOfWhoseReplacementNobodyToldItAnswersNothingStale() throws Exception {
        View before = cluster.first();
        ReplicaId old = before.primary();
        String machine = machine(old);
        try (PinnedClient pinned = load.askedOnce(old)) {
            network.get().cut(machine, MANAGER);
            network.get().cut(machine, GLOBAL_DETECTOR);
            assertNotEquals(old, cluster.awaitNextView(before).primary());
            load.overwrite();
            UnderLoad.ask(pinned);
            load.awaitAnswers();
            int left = cluster.logged(old.name(), "leftOut");

            network.get().heal(machine, MANAGER);
            network.get().heal(machine, GLOBAL_DETECTOR);

            cluster.awaitLog(old.name(), "leftOut", left + 1);
            UnderLoad.ask(pinned);
            List<Fate> said = pinned.said();
            assertFalse(said.contains(Fate.ANSWERED), said.toString());
        }
        cluster.awaitFullView(before.number() + 1);
        load.assertWell(old.name(), machine);
    }
}
