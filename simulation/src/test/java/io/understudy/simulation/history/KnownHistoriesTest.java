package io.understudy.simulation.history;

import static io.understudy.simulation.history.Story.append;
import static io.understudy.simulation.history.Story.create;
import static io.understudy.simulation.history.Story.delete;
import static io.understudy.simulation.history.Story.get;
import static io.understudy.simulation.history.Story.increment;
import static io.understudy.simulation.history.Story.put;
import static io.understudy.simulation.history.Story.putHash;
import static io.understudy.simulation.history.Story.swap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories whose verdict anybody can see. */
class KnownHistoriesTest {

    private final Story story = new Story();

    private void isFine() {
        assertEquals(Verdict.LINEARIZABLE, story.verdict(), () -> story.judgement().toString());
    }

    private void isRefused() {
        assertEquals(Verdict.REFUSED, story.verdict());
    }

    @Test
    void whatOneClientDoesAloneIsFine() {
        story.readsNothing("A").does("A", put("1")).reads("A", "1");
        story.does("A", append("2")).does("A", increment(), Answer.value("13"));
        story.does("A", swap("13", "x")).does("A", swap("13", "y"), Answer.value("x"));
        story.does("A", increment(), Answer.REFUSED).does("A", delete());
        story.does("A", delete(), Answer.ABSENT).does("A", create("z")).reads("A", "z");
        isFine();
    }

    @Test
    void anEmptyHistoryIsFine() {
        assertEquals(Verdict.LINEARIZABLE, new Linearizability(1).judge(new History()).verdict());
    }

    @Test
    void keysHaveNothingToDoWithEachOther() {
        History history = new History();
        history.answered(history.called("A", "one", put("a")), Answer.DONE);
        history.answered(history.called("A", "two", get()), Answer.ABSENT);
        history.answered(history.called("A", "three", get()), Answer.value("a"));
        Judgement judgement = new Linearizability(Linearizability.STEPS_MAX_DEFAULT).judge(history);
        assertEquals(2, judgement.linearizable());
        assertEquals(1, judgement.refusals().size());
    }

    @Test
    void ofTwoWritesAtOnceEitherMayBeTheLast() {
        for (String last : List.of("a", "b")) {
            Story either = new Story();
            int a = either.call("A", put("a"));
            int b = either.call("B", put("b"));
            assertEquals(
                    Verdict.LINEARIZABLE, either.done(a).done(b).reads("C", last).verdict(), last);
        }
    }

    @Test
    void aReadDuringAWriteMaySeeItAlready() {
        int write = story.call("A", put("a"));
        story.reads("B", "a").done(write);
        isFine();
    }

    @Test
    void aReadDuringAWriteMayNotSeeItYet() {
        int write = story.call("A", put("a"));
        story.readsNothing("B").done(write);
        isFine();
    }

    @Test
    void anUnknownWriteMayNeverHappen() {
        story.unknown(story.call("A", put("a")));
        story.readsNothing("B").readsNothing("B");
        isFine();
    }

    @Test
    void anUnknownWriteMayHappenLate() {
        story.unknown(story.call("A", put("a")));
        story.does("B", put("b")).reads("B", "b").reads("B", "a");
        isFine();
    }

    @Test
    void anUnknownWriteHappensOnceAtMost() {
        story.unknown(story.call("A", put("a")));
        story.reads("B", "a").does("B", put("b")).reads("B", "b").reads("B", "a");
        isRefused();
    }

    @Test
    void unknownCallsMayHappenOneUponTheOther() {
        story.unknown(story.call("A", append("a")));
        story.unknown(story.call("B", append("b")));
        story.unknown(story.call("C", swap("ba", "c")));
        story.unknown(story.call("D", delete()));
        story.readsNothing("E").reads("E", "c").readsNothing("E");
        isFine();
    }

    @Test
    void ofTwoUnknownCallsThatCouldHaveBeenItTheOneIsTakenThatIsNotNeededLater() {
        story.unknown(story.call("A", put("a")));
        story.unknown(story.call("B", create("a")));
        story.reads("C", "a").does("C", put("b")).reads("C", "b").reads("C", "a");
        isFine();
    }

    @Test
    void whatIsNoNumberYetMayBecomeOneBeforeAnUnknownIncrement() {
        story.unknown(story.call("A", put("-")));
        story.unknown(story.call("A", increment()));
        story.does("B", append("1")).reads("B", "0");
        isFine();
    }

    @Test
    void aCallThatNeverEndedCountsAsUnknown() {
        story.call("A", put("a"));
        story.readsNothing("B").reads("B", "a");
        isFine();
    }

    @Test
    void aStaleReadIsRefused() {
        story.does("A", put("a")).does("A", put("b")).reads("B", "a");
        isRefused();
    }

    @Test
    void aReadThatGoesBackIsRefused() {
        story.does("A", put("a"));
        int write = story.call("A", put("b"));
        story.reads("B", "b").reads("C", "a").done(write);
        isRefused();
    }

    @Test
    void aLostUpdateIsRefused() {
        int a = story.call("A", increment());
        int b = story.call("B", increment());
        story.answer(a, "1").answer(b, "1");
        isRefused();
    }

    @Test
    void aDoubledAppendIsRefused() {
        story.does("A", append("a")).reads("A", "aa");
        isRefused();
    }

    @Test
    void aDoubledUnknownAppendIsRefused() {
        story.unknown(story.call("A", append("a")));
        story.reads("B", "aa");
        isRefused();
    }

    @Test
    void aHashOfADoubledArgumentIsRefused() {
        story.does("A", putHash("0"), Answer.ABSENT).reads("A", "890022063");
        story.does("A", putHash("1"), Answer.value("890022063"));
        // What it would be had "1" been put twice.
        story.reads("A", Value.of("78513644").hashedWith("1").text());
        isRefused();
    }

    @Test
    void aValueFromNowhereIsRefused() {
        story.does("A", put("a")).reads("A", "b");
        isRefused();
    }

    @Test
    void aLostAcknowledgedWriteIsRefused() {
        story.does("A", put("a")).readsNothing("B");
        isRefused();
    }

    @Test
    void aSecondWinnerOfACompareAndSetIsRefused() {
        story.does("A", put("free"));
        int a = story.call("A", swap("free", "a"));
        int b = story.call("B", swap("free", "b"));
        story.done(a).done(b);
        isRefused();
    }

    @Test
    void aSecondDeleteThatFoundSomethingIsRefused() {
        story.does("A", put("a"));
        int a = story.call("A", delete());
        int b = story.call("B", delete());
        story.done(a).done(b);
        isRefused();
    }

    @Test
    void aWriteThatWasNotDoneAndIsSeenIsRefused() {
        story.notDone(story.call("A", put("a")));
        story.reads("B", "a");
        isRefused();
    }

    @Test
    void aWriteThatWasNotDoneIsNotMissed() {
        story.notDone(story.call("A", put("a")));
        story.readsNothing("B");
        isFine();
    }

    @Test
    void appendsAgainstTheOrderOfRealTimeAreRefused() {
        story.does("A", append("a")).does("B", append("b")).reads("C", "ba");
        isRefused();
    }

    @Test
    void readersThatDisagreeAboutTheOrderAreRefused() {
        int a = story.call("A", append("a"));
        int b = story.call("B", append("b"));
        story.done(a).done(b).reads("C", "ab").reads("D", "ba");
        isRefused();
    }

    @Test
    void anAnswerThatTheOperationNeverGivesIsRefused() {
        story.does("A", put("a"), Answer.value("a"));
        isRefused();
    }

    @Test
    void anIncrementThatWasRefusedForANumberIsRefused() {
        story.does("A", put("1")).does("A", increment(), Answer.REFUSED);
        isRefused();
    }
}
