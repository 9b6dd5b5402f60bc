package io.understudy.replica.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.Reads;
import io.understudy.replica.ReplicaSettings;
import io.understudy.replica.SettingsBuilder;
import io.understudy.replica.application.Applications;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

    private static ReplicaSettings settings(Reads reads) {
        return new SettingsBuilder().reads(reads).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kv", "counter"})
    void everyViewIsBroughtAboutAndEveryRequestAnswered(String application) {
        Rehearsal.Played played =
                Rehearsal.play(settings(Reads.LEASE), () -> Applications.named(application));

        assertEquals(new Rehearsal.Played(2 + 3 * 3, 4 * 6), played);
    }

    @ParameterizedTest
    @EnumSource(Reads.class)
    void itCanBePlayedForEveryKindOfRead(Reads reads) {
        assertEquals(
                new Rehearsal.Played(2 + 3 * 3, 4 * 6),
                Rehearsal.play(settings(reads), () -> Applications.named("kv")));
    }
}
