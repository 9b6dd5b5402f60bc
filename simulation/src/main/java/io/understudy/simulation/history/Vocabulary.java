package io.understudy.simulation.history;

import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Every text that some answer speaks of, sorted, so that the ones with a common beginning stand
 * together. Whether anybody will ever see a value, or a longer one made of it, is then a question
 * about a range of words.
 */
final class Vocabulary {

    private final List<String> words;
    private final Value[] values;

    Vocabulary(TreeSet<String> texts) {
        this.words = List.copyOf(texts);
        this.values = words.stream().map(Value::of).toArray(Value[]::new);
    }

    int size() {
        return words.size();
    }

    /** What is absent counts as empty: any word may come of it. */
    Sight look(Value value) {
        return value.isAbsent()
                ? new Sight(value, 0, size(), false)
                : look(value, value.text(), 0, 0, size());
    }

    /**
     * As {@link #look(Value)}, but quicker for a value that came of {@code before} by an append.
     */
    Sight look(Sight before, Value value) {
        return value.continues(before.value())
                ? look(value, value.tail(), before.value().length(), before.from(), before.to())
                : look(value);
    }

    private Sight look(Value value, String part, int offset, int low, int high) {
        int from = firstFrom(part, offset, low, high, 0);
        int to = firstFrom(part, offset, from, high, 1);
        boolean isWord = from < to && words.get(from).length() == value.length();
        // One object for one word: comparing it costs nothing then, however it was put together.
        return new Sight(isWord ? values[from] : value, from, to, isWord);
    }

    /** The first word between whose comparison is {@code wanted} or more. */
    private int firstFrom(String part, int offset, int low, int high, int wanted) {
        int first = low;
        int behind = high;
        while (first < behind) {
            int middle = (first + behind) >>> 1;
            if (compare(words.get(middle), offset, part) < wanted) {
                first = middle + 1;
            } else {
                behind = middle;
            }
        }
        return first;
    }

    /** 0 if {@code part} stands at {@code offset} in {@code word}. */
    private static int compare(String word, int offset, String part) {
        if (word.startsWith(part, offset)) {
            return 0;
        }
        int end = Math.min(word.length(), offset + part.length());
        for (int i = offset; i < end; i++) {
            int difference = word.charAt(i) - part.charAt(i - offset);
            if (difference != 0) {
                return difference;
            }
        }
        return -1;
    }

    /** The place of a text that is one. */
    int indexOf(Value value) {
        return find(value).orElseThrow();
    }

    OptionalInt find(Value value) {
        Sight sight = look(value);
        return sight.isWord() ? OptionalInt.of(sight.from()) : OptionalInt.empty();
    }

    String word(int index) {
        return words.get(index);
    }

    Value value(int index) {
        return values[index];
    }
}
