package io.understudy.protocol;

import java.util.regex.Pattern;

/** What a cluster, group, machine or process may be called. */
public final class Names {

    public static final int LENGTH_MAX = 64;

    /** Also used by the cluster file's schema. '#' stays free to separate an incarnation. */
    public static final String PATTERN = "[A-Za-z][A-Za-z0-9_.-]{0," + (LENGTH_MAX - 1) + "}";

    private static final Pattern NAME = Pattern.compile(PATTERN);

    private Names() {}

    public static String check(String name) {
        Check.argument(
                name != null && NAME.matcher(name).matches(),
                "name=%s: want a letter, then letters, digits, '_', '.' or '-', at most %d in all",
                name,
                LENGTH_MAX);
        return name;
    }
}
