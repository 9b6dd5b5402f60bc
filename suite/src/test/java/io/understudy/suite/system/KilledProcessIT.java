package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.suite.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** SIGKILL and SIGSTOP to real processes, one kind after the other. */
@Tag("system")
class KilledProcessIT {

    @RegisterExtension private static final RunningCluster CLUSTER = new RunningCluster();

    @Test
    void aKilledPrimaryIsReplaced() {
        View before = CLUSTER.first();

        CLUSTER.killReplica(before.primary().name());

        assertReplaced(before, CLUSTER.awaitNextView(before));
    }

    @Test
    void aKilledPrimaryComesBackAsAnotherIncarnation() {
        ReplicaId victim = CLUSTER.first().primary();

        CLUSTER.killReplica(victim.name());

        View full = CLUSTER.awaitFullView(CLUSTER.first().number() + 1);
        assertFalse(full.hasMember(victim));
        assertTrue(names(full).contains(victim.name()));
    }

    @Test
    void aKilledBackupLeavesThePrimaryInPlace() {
        View before = CLUSTER.first();
        ReplicaId victim = before.others(before.primary()).get(0);

        CLUSTER.killReplica(victim.name());

        View next = CLUSTER.awaitNextView(before);
        assertEquals(before.primary(), next.primary());
        assertFalse(next.concerns(victim));
        CLUSTER.awaitFullView(next.number());
    }

    @Test
    void aStoppedPrimaryIsKilledBeforeItIsReplaced() throws Exception {
        View before = CLUSTER.first();
        ProcessHandle victim = CLUSTER.replica(before.primary().name());

        CLUSTER.stop(victim);

        assertReplaced(before, CLUSTER.awaitNextView(before));
        String cause = CLUSTER.cause(before.number() + 1);
        assertTrue(cause.endsWith(", ended"), "its death was made certain: " + cause);
        // Its signal is pending by then, and its memory perhaps still being taken apart.
        CLUSTER.await(
                "end of what was stopped", () -> Optional.of(victim).filter(Processes::hasEnded));
        CLUSTER.awaitFullView(before.number() + 1);
    }

    @Test
    void aKilledLocalDetectorThatStaysAwayLosesItsMachine() throws Exception {
        View before = CLUSTER.first();

        CLUSTER.kill("M1");

        View without = CLUSTER.awaitNextView(before);
        assertEquals(List.of("S2", "S3"), sorted(without));
        CLUSTER.start("lfd", "M1");
        CLUSTER.awaitFullView(without.number() + 1);
    }

    @Test
    void withoutAGlobalDetectorAKilledPrimaryIsReplacedAllTheSame() throws Exception {
        View before = CLUSTER.first();

        CLUSTER.kill("GFD1");
        CLUSTER.killReplica(before.primary().name());

        assertReplaced(before, CLUSTER.awaitNextView(before));
    }

    @Test
    void aGlobalDetectorThatWasKilledAndStartedAgainStillMissesMachines() throws Exception {
        View before = CLUSTER.first();

        CLUSTER.kill("GFD1");
        int seen = CLUSTER.logged("GFD1", "machine=M1 presence=PRESENT");
        CLUSTER.start("gfd", "GFD1");
        CLUSTER.awaitLog("GFD1", "machine=M1 presence=PRESENT", seen + 1);
        CLUSTER.kill("M1");

        assertEquals(List.of("S2", "S3"), sorted(CLUSTER.awaitNextView(before)));
    }

    @Test
    void aManagerThatWasKilledAndStartedAgainGoesOnWithTheViewItHad() throws Exception {
        View before = CLUSTER.first();
        ProcessHandle victim = CLUSTER.replica(before.primary().name());

        CLUSTER.kill("RM1");
        int led = CLUSTER.logged("RM1", "leads=true");
        CLUSTER.start("rm", "RM1");
        CLUSTER.awaitLog("RM1", "leads=true", led + 1);
        victim.destroyForcibly();

        assertReplaced(before, CLUSTER.awaitNextView(before));
        String cause = CLUSTER.cause(before.number() + 1);
        assertTrue(cause.startsWith(before.primary().name() + ": "), cause);
    }

    @Test
    void aDeathInTheManagersAbsenceIsNoticedAfterIt() throws Exception {
        View before = CLUSTER.first();
        ProcessHandle victim = CLUSTER.replica(before.primary().name());

        CLUSTER.kill("RM1");
        victim.destroyForcibly();
        CLUSTER.start("rm", "RM1");

        assertReplaced(before, CLUSTER.awaitNextView(before));
    }

    /** All that was acknowledged died with its members: a user who begins anew says so. */
    @Test
    void aManagerWhoseFolderIsMovedAwayOnceAllMembersHaveDiedBeginsAboveTheViewsThatWere()
            throws Exception {
        View before = CLUSTER.first();
        List<ProcessHandle> victims = names(before).stream().map(CLUSTER::replica).toList();

        victims.forEach(ProcessHandle::destroyForcibly);
        CLUSTER.await(
                "replicas without state",
                () -> Optional.of(CLUSTER.status()).filter(KilledProcessIT::nobodyHasAPart));
        CLUSTER.kill("RM1");
        CLUSTER.moveFolderAway("RM1");
        CLUSTER.start("rm", "RM1");

        View next = CLUSTER.awaitFullView(before.number() + 1_000);
        assertTrue(victims.stream().noneMatch(ProcessHandle::isAlive), next.toString());
    }

    private static boolean nobodyHasAPart(Status status) {
        JsonNode group = status.root().path("groups").path(0);
        return group.path("state").asString("").equals("lost")
                && group.path("replicas")
                        .findValuesAsString("state")
                        .equals(List.of("idle", "idle", "idle"));
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
