package io.understudy.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a shell, split as other shells do: at blanks, but for what stands in single or double
 * quotes or behind a backslash. In single quotes nothing has a meaning of its own.
 */
final class ShellWords {

    private static final char NONE = 0;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord = false;
    private char quote = NONE;

    private ShellWords() {}

    /**
     * @throws IllegalArgumentException if something is opened and not closed
     */
    static List<String> of(String line) {
        ShellWords words = new ShellWords();
        words.split(line);
        return words.words;
    }

    private void split(String line) {
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '\\' && quote != '\'') {
                i++;
                if (i == line.length()) {
                    throw new IllegalArgumentException("nothing follows the last backslash");
                }
                add(line.charAt(i));
            } else if (quote != NONE) {
                inQuotes(next);
            } else {
                outside(next);
            }
        }
        if (quote != NONE) {
            throw new IllegalArgumentException("a quote " + quote + " is not closed");
        }
        endWord();
    }

    private void inQuotes(char next) {
        if (next == quote) {
            quote = NONE;
        } else {
            add(next);
        }
    }

    private void outside(char next) {
        if (next == '\'' || next == '"') {
            quote = next;
            inWord = true;
        } else if (Character.isWhitespace(next)) {
            endWord();
        } else {
            add(next);
        }
    }

    private void add(char next) {
        word.append(next);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
