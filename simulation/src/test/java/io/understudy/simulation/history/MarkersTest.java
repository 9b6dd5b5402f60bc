package io.understudy.simulation.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkersTest {

    private static final String A0 = Markers.marker("A", 0);
    private static final String A1 = Markers.marker("A", 1);
    private static final String B0 = Markers.marker("B", 0);
    private static final String GIVEN_UP = Markers.marker("A", 2);
    private static final String NOT_DONE = Markers.marker("B", 1);

    private final List<Call> calls = calls();

    /** A0 and then A1 while B0 is under way; then one that is unknown, and one not done. */
    private static List<Call> calls() {
        Story story = new Story();
        int b0 = story.call("B", Story.append(B0));
        story.does("A", Story.append(A0)).does("A", Story.append(A1)).done(b0);
        story.unknown(story.call("A", Story.append(GIVEN_UP)));
        story.notDone(story.call("B", Story.append(NOT_DONE)));
        return story.calls();
    }

    private void isFine(String... markers) {
        assertEquals(List.of(), Markers.faults(calls, String.join("", markers)));
    }

    private void isAtFault(String fault, String... markers) {
        assertEquals(List.of(fault), Markers.faults(calls, String.join("", markers)));
    }

    @Test
    void aMarkerLooksAsItAlwaysDid() {
        assertEquals("x 3 17 y", Markers.marker("3", 17));
    }

    @Test
    void clientsMayMixInAnyOrder() {
        isFine(B0, A0, A1);
        isFine(A0, B0, A1);
        isFine(A0, A1, B0);
    }

    @Test
    void anUnknownMarkerMayStandAnywhereAfterItsCall() {
        isFine(A0, A1, B0, GIVEN_UP);
        isAtFault(
                "acknowledged before the call of x A 2 y, and behind it: x B 0 y",
                A0,
                A1,
                GIVEN_UP,
                B0);
    }

    @Test
    void anUnknownMarkerStandsThereOnce() {
        isAtFault("more than once: x A 2 y", A0, A1, B0, GIVEN_UP, GIVEN_UP);
    }

    @Test
    void anAcknowledgedMarkerStandsThereOnce() {
        isAtFault("more than once: x A 0 y", A0, A1, A0, B0);
    }

    @Test
    void anAcknowledgedMarkerIsNotLost() {
        isAtFault("acknowledged, and lost: x A 1 y", A0, B0);
        isAtFault("acknowledged, and lost: x B 0 y", A0, A1);
    }

    @Test
    void theOrderOfOneClientIsKept() {
        isAtFault("acknowledged before the call of x A 1 y, and behind it: x A 0 y", A1, A0, B0);
    }

    @Test
    void aMarkerThatWasNotDoneIsNotThere() {
        isAtFault("not done, and there: x B 1 y", A0, A1, B0, NOT_DONE);
    }

    @Test
    void nothingElseIsThere() {
        isAtFault("appended by nobody: x A 9 y", A0, A1, B0, Markers.marker("A", 9));
        isAtFault("no marker: rubbish", A0, A1, "rubbish", B0);
        isAtFault("no marker: x C 1", A0, A1, B0, "x C 1");
    }

    @Test
    void namesMayLookLikeMarkers() {
        Story story = new Story();
        story.does("x", Story.append(Markers.marker("x", 0)));
        story.does("y", Story.append(Markers.marker("y", 0)));
        assertEquals(List.of(), Markers.faults(story.calls(), "x x 0 yx y 0 y"));
    }

    @Test
    void nobodyMayAppendAMarkerTwice() {
        Story story = new Story();
        story.does("A", Story.append(A0)).does("A", Story.append(A0));
        assertThrows(IllegalArgumentException.class, () -> Markers.faults(story.calls(), A0 + A0));
    }

    @Test
    void theTextOfARealCopyIsFine() {
        for (long seed = 0; seed < 500; seed++) {
            List<Call> recorded =
                    Recording.of(seed, new Recording.Settings(Mix.MARKERS, 5, 100, 30, 20));
            KeyCheck check =
                    new KeyCheck(recorded, Agenda.Question.NONE, Linearizability.STEPS_MAX_DEFAULT);
            Model model = new Model();
            check.order().forEach(number -> model.apply(check.agenda().operation(number)));
            assertEquals(List.of(), Markers.faults(recorded, text(model)), "seed " + seed);
        }
    }

    private static String text(Model model) {
        return model.value().text();
    }
}
