package io.understudy.config.file;

import java.util.stream.Collectors;

/** Texts of a cluster file as they are repeated to people: on one line, and not without end. */
final class Quote {

    private Quote() {}

    static String of(String text, int shownMax) {
        return '"' + cut(text, shownMax) + '"';
    }

    static String cut(String text, int shownMax) {
        return text.length() <= shownMax ? text : text.substring(0, shownMax) + "...";
    }

    /**
     * A line break or a terminal's escape sequence would make one line of a report look like two.
     */
    static String onOneLine(String text) {
        return text.chars().mapToObj(c -> visible((char) c)).collect(Collectors.joining());
    }

    private static String visible(char c) {
        boolean plain =
                switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            false;
                    default -> true;
                };
        return plain ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
