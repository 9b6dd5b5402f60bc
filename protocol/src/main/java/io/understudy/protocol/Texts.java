package io.understudy.protocol;

/** Sentences for people, where a message carries one. */
public final class Texts {

    public static final int LENGTH_MAX = 1_000;

    private Texts() {}

    public static String check(String what, String text) {
        Check.argument(
                text != null && !text.isBlank() && text.length() <= LENGTH_MAX,
                "%s: want one to %d characters",
                what,
                LENGTH_MAX);
        return text;
    }
}
