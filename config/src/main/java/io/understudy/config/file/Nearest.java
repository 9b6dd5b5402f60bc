package io.understudy.config.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote something unknown. */
final class Nearest {

    /** More would compare a page of rubbish with each word. */
    private static final int LENGTH_MAX = 64;

    private Nearest() {}

    /** What to do instead: the one word that was probably meant, or else all that there are. */
    static String advice(String written, Collection<String> words) {
        return find(written, words)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElse("want one of " + String.join(", ", words));
    }

    private static Optional<String> find(String written, Collection<String> words) {
        if (written.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String lower = written.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(word -> distance(lower, word) <= tolerated(word))
                .min(Comparator.comparingInt(word -> distance(lower, word)));
    }

    /** About every third letter: "prot" is near to "port", but "host" is not. */
    private static int tolerated(String word) {
        return Math.max(1, word.length() / 3);
    }

    /**
     * Letters to insert, remove, replace or swap with their neighbour, until the one is the other
     * (the "optimal string alignment" distance).
     */
    private static int distance(String a, String word) {
        String b = word.toLowerCase(Locale.ROOT);
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, steps);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] steps) {
        int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
