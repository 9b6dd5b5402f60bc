package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGKILL and SIGSTOP to real processes, one kind after the other. */
@Tag("system")
class KilledProcessIT {

    @RegisterExtension private final RunningCluster cluster = new RunningCluster();

    @Test
    void aKilledPrimaryIsReplaced() {
        View before = cluster.first();

        cluster.killReplica(before.primary().name());

        assertReplaced(before, cluster.awaitNextView(before));
    }

    @Test
    void aKilledPrimaryComesBackAsAnotherIncarnation() {
        ReplicaId victim = cluster.first().primary();

        cluster.killReplica(victim.name());

        View full = cluster.awaitFullView(cluster.first().number() + 1);
        assertFalse(full.hasMember(victim));
        assertTrue(names(full).contains(victim.name()));
    }

    @Test
    void aKilledBackupLeavesThePrimaryInPlace() {
        View before = cluster.first();
        ReplicaId victim = before.others(before.primary()).get(0);

        cluster.killReplica(victim.name());

        View next = cluster.awaitNextView(before);
        assertEquals(before.primary(), next.primary());
        assertFalse(next.concerns(victim));
        cluster.awaitFullView(next.number());
    }

    @Test
    void aStoppedPrimaryIsKilledBeforeItIsReplaced() throws Exception {
        View before = cluster.first();
        ProcessHandle victim = cluster.replica(before.primary().name());

        cluster.stop(victim);

        assertReplaced(before, cluster.awaitNextView(before));
        assertTrue(Processes.hasEnded(victim), "its death was made certain");
        cluster.awaitFullView(before.number() + 1);
    }

    @Test
    void aKilledLocalDetectorThatStaysAwayLosesItsMachine() throws Exception {
        View before = cluster.first();

        cluster.kill("M1");

        View without = cluster.awaitNextView(before);
        assertEquals(List.of("S2", "S3"), sorted(without));
        cluster.start("lfd", "M1");
        cluster.awaitFullView(without.number() + 1);
    }

    @Test
    void withoutAGlobalDetectorAKilledPrimaryIsReplacedAllTheSame() throws Exception {
        View before = cluster.first();

        cluster.kill("GFD1");
        cluster.killReplica(before.primary().name());

        assertReplaced(before, cluster.awaitNextView(before));
    }

    @Test
    void aGlobalDetectorThatWasKilledAndStartedAgainStillMissesMachines() throws Exception {
        View before = cluster.first();

        cluster.kill("GFD1");
        cluster.start("gfd", "GFD1");
        cluster.awaitLog("GFD1", "machine=M1 presence=PRESENT");
        cluster.kill("M1");

        assertEquals(List.of("S2", "S3"), sorted(cluster.awaitNextView(before)));
    }

    @Test
    void aManagerThatWasKilledAndStartedAgainGoesOnWithTheViewItHad() throws Exception {
        View before = cluster.first();
        ProcessHandle victim = cluster.replica(before.primary().name());

        cluster.kill("RM1");
        cluster.start("rm", "RM1");
        cluster.awaitLog("RM1", "leads=true", 2);
        victim.destroyForcibly();

        assertReplaced(before, cluster.awaitNextView(before));
        String cause = cluster.cause(before.number() + 1);
        assertTrue(cause.startsWith(before.primary().name() + ": "), cause);
    }

    @Test
    void aDeathInTheManagersAbsenceIsNoticedAfterIt() throws Exception {
        View before = cluster.first();
        ProcessHandle victim = cluster.replica(before.primary().name());

        cluster.kill("RM1");
        victim.destroyForcibly();
        cluster.start("rm", "RM1");

        assertReplaced(before, cluster.awaitNextView(before));
    }

    private static void assertReplaced(View before, View next) {
        ReplicaId victim = before.primary();
        assertNotEquals(victim, next.primary());
        assertTrue(before.hasMember(next.primary()), "V1: " + next);
        assertFalse(next.hasMember(victim), next.toString());
    }

    private static List<String> names(View view) {
        return view.members().stream().map(ReplicaId::name).toList();
    }

    private static List<String> sorted(View view) {
        return names(view).stream().sorted().toList();
    }
}
