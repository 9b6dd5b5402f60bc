package io.understudy.protocol;

import io.understudy.config.NamePattern;

/** Refuses what {@link NamePattern} does not allow as a name. */
public final class Names {

    private Names() {}

    public static String check(String name) {
        Check.argument(
                name != null && NamePattern.matches(name),
                "name=%s: want %s",
                name,
                NamePattern.WANTED);
        return name;
    }
}
