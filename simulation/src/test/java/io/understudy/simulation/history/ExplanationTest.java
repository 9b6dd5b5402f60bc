package io.understudy.simulation.history;

import static io.understudy.simulation.history.Story.append;
import static io.understudy.simulation.history.Story.get;
import static io.understudy.simulation.history.Story.increment;
import static io.understudy.simulation.history.Story.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void aDoubledAppendIsShownThoughItIsReadMuchLater() {
        story.does("C1", append("x C1 0 y"));
        story.unknown(story.call("C2", append("x C2 0 y")));
        story.does("C1", append("x C1 1 y"));
        story.reads("C3", "x C1 0 yx C1 1 yx C1 0 y");
        assertEquals(
                """
                key k: nothing explains answer 3 of 3
                  C1  append "x C1 0 y": done          |-|
                  C2  append "x C2 0 y": ?                 |--------->
                  C1  append "x C1 1 y": done                |-|
                > C3  get: "x C1 0 yx C1 1 yx C1 0 y"            |-|
                  observed: "x C1 0 yx C1 1 yx C1 0 y"
                  possible: "x C1 0 yx C1 1 y", "x C1 0 yx C1 1 yx C2 0 y", "x C1 0 yx C2 0 yx C1 1 y"
                """,
                explanation());
    }

    @Test
    void aLostUpdateIsShownWithTheAnswerThatWasDue() {
        story.does("C1", increment(), Answer.value("1"));
        int a = story.call("C1", increment());
        int b = story.call("C2", increment());
        story.answer(a, "2").answer(b, "2");
        assertEquals(
                """
                key k: nothing explains answer 3 of 3
                  C1  increment 1: "1"  |-|
                  C1  increment 1: "2"      |---|
                > C2  increment 1: "2"        |---|
                  observed: "2"
                  possible: "3"
                """,
                explanation());
    }

    @Test
    void ofALongTextBothEndsAreShown() {
        story.does("C1", put("a".repeat(1_000) + "b")).reads("C1", "a".repeat(1_001));
        assertTrue(
                explanation()
                        .contains("observed: \"aaaaa...aaaaaaaaaaaaaaaaaa\" (1003 characters)\n"),
                explanation());
    }

    @Test
    void onlyTheLastCallsBeforeAreShown() {
        for (int i = 0; i < 100; i++) {
            story.does("C1", put("" + i));
        }
        story.reads("C2", "50");
        String explanation = explanation();
        assertEquals(4 + 6, explanation.lines().count(), explanation);
    }
}
