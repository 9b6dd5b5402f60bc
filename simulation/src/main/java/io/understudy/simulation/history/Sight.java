package io.understudy.simulation.history;

/**
 * A value and the place where the {@link Vocabulary} has the words that begin with it.
 *
 * @param from the first of those words
 * @param to behind the last; equal to {@code from} if there is none
 * @param isWord whether the first of them is the value itself
 */
record Sight(Value value, int from, int to, boolean isWord) {

    /** Whether that word begins with the value. */
    boolean begins(int word) {
        return from <= word && word < to;
    }
}
