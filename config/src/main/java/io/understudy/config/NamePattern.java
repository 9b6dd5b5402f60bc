package io.understudy.config;

import java.util.regex.Pattern;

/** What a cluster, group, machine or process may be called. */
public final class NamePattern {

    public static final int LENGTH_MAX = 64;

    /** '#' stays free to separate an incarnation; nothing in it means anything in a file's name. */
    public static final String REGEX = "[A-Za-z][A-Za-z0-9_.-]{0," + (LENGTH_MAX - 1) + "}";

    /** For whoever wrote another. */
    public static final String WANTED =
            "a letter, then letters, digits, '_', '.' or '-', at most " + LENGTH_MAX + " in all";

    private static final Pattern NAME = Pattern.compile(REGEX);

    private NamePattern() {}

    public static boolean matches(String text) {
        return NAME.matcher(text).matches();
    }
}
