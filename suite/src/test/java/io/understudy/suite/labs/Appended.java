package io.understudy.suite.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The lab's append checker: everything that each client appended is there, once, and in the order
 * in which it did so. The order between clients is free.
 */
final class Appended {

    private Appended() {}

    static String word(int client, int number) {
        return "x " + client + " " + number + " y";
    }

    /**
     * @param counts how many words of each client must be there
     */
    static void check(String value, int... counts) {
        int length = 0;
        for (int client = 0; client < counts.length; client++) {
            int last = -1;
            for (int number = 0; number < counts[client]; number++) {
                String word = word(client, number);
                int at = value.indexOf(word);
                assertTrue(at >= 0, "missing: " + word);
                assertEquals(at, value.lastIndexOf(word), "twice: " + word);
                assertTrue(at > last, "too early: " + word);
                last = at;
                length += word.length();
            }
        }
        assertEquals(length, value.length(), "nothing else is there");
    }
}
