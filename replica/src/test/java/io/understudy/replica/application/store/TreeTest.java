package io.understudy.replica.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against {@link TreeMap}, which is slow to copy and never wrong. */
class TreeTest {

    private static final int STEPS = 8_000;

    /** What was true when a picture was taken, and the picture. */
    private record Remembered(List<String> pairs, Cursor<Integer> picture) {}

    /** Narrow trees are deep and restructured all the time; wide ones are what we run. */
    static Stream<Arguments> widthsAndSeeds() {
        return IntStream.of(4, 5, 7, 16, Tree.WIDTH_MAX)
                .boxed()
                .flatMap(
                        width -> IntStream.range(0, 4).mapToObj(seed -> Arguments.of(width, seed)));
    }

    private static Bytes key(int number) {
        return Bytes.utf8("k" + number);
    }

    private static List<String> pairs(Cursor<Integer> cursor) {
        List<String> pairs = new ArrayList<>();
        while (cursor.next()) {
            pairs.add(cursor.key() + "=" + cursor.value());
        }
        return pairs;
    }

    private static List<String> pairs(Map<Bytes, Integer> map) {
        List<String> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    @ParameterizedTest(name = "width {0} seed {1}")
    @MethodSource("widthsAndSeeds")
    void aTreeAnswersAsAMapDoes(int width, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int keys = 1 << random.nextInt(1, 14);
        Tree<Integer> tree = new Tree<>(width);
        TreeMap<Bytes, Integer> map = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            change(tree, map, random, keys, step);
            Bytes looked = key(random.nextInt(keys));
            assertEquals(Optional.ofNullable(map.get(looked)), tree.get(looked));
            assertEquals(map.size(), tree.size());
            if (step % 500 == 0) {
                Bytes first = key(random.nextInt(keys));
                assertEquals(pairs(map.tailMap(first)), pairs(tree.from(first)));
            }
        }
        assertEquals(pairs(map), pairs(tree.from(Bytes.EMPTY)));
    }

    @ParameterizedTest(name = "width {0} seed {1}")
    @MethodSource("widthsAndSeeds")
    void whatIsWrittenLaterNeverShowsInAPicture(int width, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int keys = 1 << random.nextInt(1, 12);
        Tree<Integer> tree = new Tree<>(width);
        TreeMap<Bytes, Integer> map = new TreeMap<>();
        List<Remembered> pictures = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            change(tree, map, random, keys, step);
            if (random.nextInt(200) == 0) {
                pictures.add(new Remembered(pairs(map), tree.picture()));
            }
            if (pictures.size() > 5) {
                Remembered old = pictures.remove(random.nextInt(pictures.size()));
                assertEquals(old.pairs(), pairs(old.picture()));
            }
        }
        for (Remembered old : pictures) {
            assertEquals(old.pairs(), pairs(old.picture()));
        }
    }

    @ParameterizedTest(name = "width {0} seed {1}")
    @MethodSource("widthsAndSeeds")
    void aTreeStaysBalanced(int width, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tree<Integer> tree = new Tree<>(width);
        TreeMap<Bytes, Integer> map = new TreeMap<>();
        for (int step = 0; step < STEPS; step++) {
            change(tree, map, random, 3_000, step);
            if (step % 100 == 0) {
                Shape.check(tree, width);
            }
        }
        while (!map.isEmpty()) {
            tree.remove(map.pollFirstEntry().getKey());
        }
        Shape.check(tree, width);
        assertEquals(0, tree.size());
    }

    /** Phases of growth and of shrinking, so that it also becomes empty again. */
    private static void change(
            Tree<Integer> tree,
            TreeMap<Bytes, Integer> map,
            SplittableRandom random,
            int keys,
            int step) {
        Bytes key = key(random.nextInt(keys));
        boolean grows = step / 2_000 % 2 == 0;
        if (random.nextInt(10) < (grows ? 7 : 2)) {
            assertEquals(Optional.ofNullable(map.put(key, step)), tree.put(key, step));
        } else {
            assertEquals(Optional.ofNullable(map.remove(key)), tree.remove(key));
        }
    }

    @Test
    void keysThatComeInOrderMakeNoDeepTree() {
        Tree<Integer> tree = new Tree<>();
        for (int i = 0; i < 100_000; i++) {
            tree.put(Bytes.utf8(String.format("%06d", i)), i);
        }
        assertTrue(Shape.check(tree, Tree.WIDTH_MAX) <= 4);
    }

    @Test
    void withoutAPictureNothingIsCopied() {
        Tree<Integer> tree = new Tree<>();
        IntStream.range(0, 10_000).forEach(i -> tree.put(key(i), i));
        List<Node<Integer>> before = Shape.nodes(tree);
        IntStream.range(0, 10_000).forEach(i -> tree.put(key(i), -i));
        assertEquals(before, Shape.nodes(tree));
    }

    @Test
    void aWriteAfterAPictureCopiesOnlyItsWayAndOnlyOnce() {
        Tree<Integer> tree = new Tree<>();
        IntStream.range(0, 10_000).forEach(i -> tree.put(key(i), i));
        List<Node<Integer>> before = Shape.nodes(tree);
        tree.picture();
        tree.put(key(5_000), -1);
        List<Node<Integer>> after = Shape.nodes(tree);
        tree.put(key(5_000), -2);
        assertEquals(after, Shape.nodes(tree));
        after.removeAll(before);
        assertEquals(3, after.size());
    }
}
