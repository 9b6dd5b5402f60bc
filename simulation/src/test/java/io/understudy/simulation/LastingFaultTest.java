package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.manager.GroupRecord;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What must happen while a fault lasts. Storms judge a world once everything is whole again, so
 * they are blind for what only heals with it.
 */
class LastingFaultTest {

    private static final long STARTED_MICROS = 5_000_000;
    private static final long BORNE_MICROS = 10_000_000;
    private static final long HEALED_MICROS = 15_000_000;

    private final World world = new World(1, Shape.PLAIN);

    private View newestActivated() {
        GroupRecord group = world.observer().recorded(world.groups().get(0)).orElseThrow();
        assertTrue(group.newestIsActivated(), world::story);
        return group.newest().orElseThrow();
    }

    private static String machineOf(ReplicaId replica) {
        return replica.name().replace('S', 'M');
    }

    private static TreeSet<String> names(List<ReplicaId> replicas) {
        TreeSet<String> names = new TreeSet<>();
        replicas.forEach(replica -> names.add(replica.name()));
        return names;
    }

    /** Detectors and manager hear it as before: only its primary can say that it is of no use. */
    @Test
    void aViewGoesOnWithoutAMemberThatOnlyItsPrimaryDoesNotHear() {
        world.calmDown();
        world.start();
        world.runUntil(STARTED_MICROS);
        View whole = newestActivated();
        assertEquals(new TreeSet<>(List.of("S1", "S2", "S3")), names(whole.members()));

        ReplicaId unheard = whole.others(whole.primary()).get(0);
        world.network().cut(machineOf(whole.primary()), machineOf(unheard), false);
        world.network().cut(machineOf(unheard), machineOf(whole.primary()), false);
        world.runUntil(BORNE_MICROS);

        TreeSet<String> rest = names(whole.members());
        rest.remove(unheard.name());
        assertEquals(rest, names(newestActivated().members()), world::story);

        world.network().healAll();
        world.runUntil(HEALED_MICROS);

        assertEquals(names(whole.members()), names(newestActivated().members()), world::story);
    }
}
