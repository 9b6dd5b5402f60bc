package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.simulation.Play.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class WorldsTest {

    private static final Outcome GREEN = new Outcome(true, 3, 4, 5, 6, Set.of(Oddity.GAP));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void aRedWorldDoesNotEndTheRun() {
        TreeSet<Long> played = new TreeSet<>();
        ConcurrentSkipListSet<Long> seen = new ConcurrentSkipListSet<>();
        Worlds worlds =
                new Worlds(
                        100,
                        1_000,
                        seed -> {
                            seen.add(seed);
                            if (seed % 400 == 0) {
                                throw new AssertionError("a\nstory\nseed " + seed + ": why\nagain");
                            }
                            return GREEN;
                        },
                        out);

        Map<Long, String> red = worlds.play();

        played.addAll(seen);
        assertEquals(1_000, played.size());
        assertEquals(Set.of(Oddity.GAP), worlds.odd());
        assertEquals(List.of(400L, 800L), List.copyOf(red.keySet()));
        assertEquals("seed 800: why", red.get(800L));
        assertTrue(red.get(400L).startsWith("a\nstory"), "the first with all that it said");
        assertTrue(
                said.toString(StandardCharsets.UTF_8)
                        .contains(
                                "1000 of 1000 worlds from seed 100, 2 red; 0 ended waiting for a"
                                        + " member; 5988 faults, 2994 views, 4990 requests"
                                        + " answered; "),
                said::toString);
    }

    @Test
    void whereEverythingIsRedTheRunEndsSoon() {
        Worlds worlds =
                new Worlds(
                        0,
                        1_000_000_000,
                        seed -> {
                            throw new AssertionError("\nseed " + seed + ": always");
                        },
                        out);

        assertTrue(worlds.play().size() >= Worlds.RED_MAX);
    }
}
