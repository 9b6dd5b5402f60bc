package io.understudy.replica;

import java.util.Arrays;

/**
 * The answers of one session that its client may still ask for, by number.
 *
 * <p>Numbers come almost in order, and the lowest go first. So these are two rows that are read at
 * one end and written at the other: what comes late is pushed in between. A tree would take four
 * times the room, and be slower to copy, which the first change behind a picture has to do.
 */
final class Answers {

    private static final int ROOM_MIN = 4;

    private long[] numbers = new long[ROOM_MIN];

    /** In the same places; null outside of them. */
    private byte[][] answers = new byte[ROOM_MIN][];

    private int first = 0;
    private int end = 0;

    Answers copy() {
        Answers copy = new Answers();
        copy.end = size();
        copy.take(this, Math.max(ROOM_MIN, size()));
        return copy;
    }

    int size() {
        return end - first;
    }

    /** The {@code index}th from the lowest on. */
    long number(int index) {
        return numbers[first + index];
    }

    byte[] answer(int index) {
        return answers[first + index];
    }

    /** Its index, or {@code -(where it would be) - 1}. */
    int find(long number) {
        int place = Arrays.binarySearch(numbers, first, end, number);
        return place >= 0 ? place - first : place + first;
    }

    /**
     * @param index where {@link #find} says that it would be
     */
    void insert(int index, long number, byte[] answer) {
        if (end == numbers.length) {
            makeRoom(size() > numbers.length / 2 ? 2 * numbers.length : numbers.length);
        }
        int place = first + index;
        System.arraycopy(numbers, place, numbers, place + 1, end - place);
        System.arraycopy(answers, place, answers, place + 1, end - place);
        numbers[place] = number;
        answers[place] = answer;
        end++;
    }

    byte[] removeLowest() {
        byte[] lowest = answers[first];
        answers[first] = null;
        first++;
        if (numbers.length > ROOM_MIN && size() <= numbers.length / 4) {
            // Else all that a client once had outstanding would be held for as long as it lives.
            makeRoom(numbers.length / 2);
        }
        return lowest;
    }

    private void makeRoom(int room) {
        int count = size();
        take(this, room);
        first = 0;
        end = count;
    }

    private void take(Answers from, int room) {
        numbers = Arrays.copyOf(Arrays.copyOfRange(from.numbers, from.first, from.end), room);
        answers = Arrays.copyOf(Arrays.copyOfRange(from.answers, from.first, from.end), room);
    }
}
