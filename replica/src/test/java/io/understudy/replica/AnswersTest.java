package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two rows do what a tree does. */
class AnswersTest {

    private static final int STEPS = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Answers answers = new Answers();
    private final TreeMap<Long, byte[]> tree = new TreeMap<>();

    private void insert(long number) {
        int index = answers.find(number);
        assertEquals(tree.containsKey(number), index >= 0);
        if (index < 0) {
            byte[] answer = {(byte) number};
            answers.insert(-index - 1, number, answer);
            tree.put(number, answer);
        }
    }

    private static void assertAlike(TreeMap<Long, byte[]> tree, Answers answers) {
        List<Long> numbers = new ArrayList<>();
        for (int index = 0; index < answers.size(); index++) {
            numbers.add(answers.number(index));
            assertEquals(index, answers.find(answers.number(index)));
            assertSame(tree.get(answers.number(index)), answers.answer(index));
        }
        assertEquals(List.copyOf(tree.keySet()), numbers);
    }

    /** A few at a time, then many, then few again; most in order, some late. */
    @Test
    void whateverComesInWhateverOrderItIsAsInATree() {
        long next = 0;
        for (int step = 0; step < STEPS; step++) {
            int wanted = step % 5_000 < 2_500 ? 3 : 200;
            insert(random.nextInt(4) == 0 ? Math.max(0, next - random.nextInt(20)) : next++);
            while (answers.size() > wanted) {
                assertSame(tree.pollFirstEntry().getValue(), answers.removeLowest());
            }
            if (step % 97 == 0) {
                assertAlike(tree, answers);
            }
        }
    }

    @Test
    void aCopyStaysAsItIs() {
        for (long number = 0; number < 10; number++) {
            insert(number);
        }
        answers.removeLowest();
        tree.pollFirstEntry();
        Answers copy = answers.copy();
        TreeMap<Long, byte[]> then = new TreeMap<>(tree);

        insert(20);
        insert(15);
        answers.removeLowest();

        assertAlike(then, copy);
    }

    @Test
    void theCopyOfNothingCanBeAddedTo() {
        Answers copy = answers.copy();
        copy.insert(0, 7, new byte[] {1});
        assertArrayEquals(new byte[] {1}, copy.answer(0));
        assertEquals(0, answers.size());
    }
}
