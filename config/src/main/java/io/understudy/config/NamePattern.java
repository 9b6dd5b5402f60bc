package io.understudy.config;

/** What a cluster, group, machine or process may be called. */
public final class NamePattern {

    public static final int LENGTH_MAX = 64;

    /** '#' stays free to separate an incarnation; nothing in it means anything in a file's name. */
    public static final String REGEX = "[A-Za-z][A-Za-z0-9_.-]{0," + (LENGTH_MAX - 1) + "}";

    /** For whoever wrote another. */
    public static final String WANTED =
            "a letter, then letters, digits, '_', '.' or '-', at most " + LENGTH_MAX + " in all";

    private NamePattern() {}

    /**
     * Whether it is as {@link #REGEX} has it; by hand, since every id in every message is asked.
     */
    public static boolean matches(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
