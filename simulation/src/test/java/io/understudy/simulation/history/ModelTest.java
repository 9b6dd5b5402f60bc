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
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelTest {

    private final Model model = new Model();

    private void answers(Operation operation, Answer answer) {
        assertEquals(answer, model.apply(operation));
    }

    private void holds(String text) {
        assertEquals(Value.of(text), model.value());
    }

    @Test
    void hashesOfTheKnownVectorsAreTheKnownOnes() {
        assertEquals("2166136261", Value.ABSENT.hashedWith("").text());
        assertEquals("3826002220", Value.ABSENT.hashedWith("a").text());
        assertEquals("3214735720", Value.of("foo").hashedWith("bar").text());
        assertEquals("1335831723", Value.of("hel").append("l").hashedWith("o").text());
    }

    @Test
    void aChainOfAHundredHashesEndsWhereItIsKnownToEnd() {
        answers(putHash("0"), Answer.ABSENT);
        answers(putHash("1"), Answer.value("890022063"));
        for (int i = 2; i < 100; i++) {
            model.apply(putHash("" + i));
        }
        holds("3868028174");
    }

    @Test
    void anAppendToNothingPuts() {
        answers(append("hello"), Answer.DONE);
        answers(get(), Answer.value("hello"));
    }

    @Test
    void anEmptyTextIsNotAbsent() {
        answers(append(""), Answer.DONE);
        answers(get(), Answer.value(""));
        answers(create("x"), Answer.value(""));
        answers(delete(), Answer.DONE);
        answers(get(), Answer.ABSENT);
    }

    @Test
    void aCompareAndSetTellsWhatIsThereInstead() {
        answers(swap("a", "b"), Answer.ABSENT);
        answers(create("a"), Answer.DONE);
        answers(swap("b", "c"), Answer.value("a"));
        answers(swap("a", "c"), Answer.DONE);
        holds("c");
    }

    @Test
    void whatIsAbsentCountsAsZero() {
        answers(new Operation.Increment(-3), Answer.value("-3"));
        holds("-3");
    }

    @Test
    void whatIsNoNumberIsNotIncremented() {
        for (String text :
                new String[] {"", "-", "x", "1x", "+1", "01", "-0", "9223372036854775808"}) {
            model.apply(put(text));
            answers(increment(), Answer.REFUSED);
            holds(text);
        }
    }

    @Test
    void aSumThatIsTooLargeIsRefused() {
        model.apply(put("9223372036854775807"));
        answers(increment(), Answer.REFUSED);
        answers(new Operation.Increment(-1), Answer.value("9223372036854775806"));
        answers(new Operation.Increment(Long.MIN_VALUE), Answer.value("-2"));
    }

    @Test
    void textsWithOneHashAreNotOneText() {
        Value first = Value.of("declinate");
        Value second = Value.of("macallums");
        assertEquals(first.fnv(), second.fnv());
        assertNotEquals(first, second);
        assertNotEquals(first.append("x"), second.append("x"));
    }

    @Test
    void aValueIsItsTextHoweverItWasPutTogether() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            String text = text(random, 12);
            Value cut = cut(random, text);
            assertEquals(text, cut.text());
            assertEquals(cut, cut(random, text));
            assertEquals(Value.of(text).fnv(), cut.fnv());
            String other = text(random, 12);
            if (!other.equals(text)) {
                assertNotEquals(cut, cut(random, other));
            }
        }
    }

    private static Value cut(SplittableRandom random, String text) {
        int from = random.nextInt(text.length() + 1);
        Value value = Value.of(text.substring(0, from));
        while (from < text.length()) {
            int to = from + 1 + random.nextInt(text.length() - from);
            value = value.append(text.substring(from, to));
            from = to;
        }
        return value;
    }

    private static String text(SplittableRandom random, int lengthMax) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(lengthMax); left > 0; left--) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }
}
