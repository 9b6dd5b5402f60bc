package io.understudy.simulation.history;

import static io.understudy.simulation.history.Story.get;
import static io.understudy.simulation.history.Story.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExplanationTest {

    private final Story story = new Story();

    private String explanation() {
        return String.join("", story.judgement().refusals());
    }

    @Test
    void aStaleReadIsShownWithTheWritesAroundIt() {
        story.does("C1", put("a"));
        int b = story.call("C1", put("b"));
        int c = story.call("C2", put("c"));
        story.done(b);
        int read = story.call("C3", get());
        story.answer(read, "a").done(c).reads("C3", "c");
        assertEquals(
                """
                key k: nothing explains answer 3 of 5
                  C1  put "a": done  |-|
                  C1  put "b": done      |---|
                  C2  put "c": ?           |------->
                > C3  get: "a"                 |-|
                  observed: "a"
                  possible: "b", "c"
                """,
                explanation());
    }
}
