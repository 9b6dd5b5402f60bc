package io.understudy.protocol;

/** Sentences for people, where a message carries one. */
public final class Texts {

    /** Of UTF-16, each of which takes three bytes of a frame at most. */
    public static final int LENGTH_MAX = 400;

    private Texts() {}

    /**
     * Refuses control characters, which would forge lines of a log; and half of a surrogate pair,
     * which many a language cannot read. Both are also written as six bytes, not three, and so
     * would let a report be taken that does not fit into a frame when it is relayed.
     */
    public static String check(String what, String text) {
        Check.argument(
                text != null && !text.isBlank() && text.length() <= LENGTH_MAX,
                "%s: want one to %d characters",
                what,
                LENGTH_MAX);
        Check.argument(
                text.codePoints().allMatch(Texts::isFit),
                "%s: want no control characters, and no half ones",
                what);
        return text;
    }

    /** The same sentence as far as a message can carry it, whoever wrote it. */
    public static String fit(String text) {
        StringBuilder fit = new StringBuilder();
        for (int point : text.strip().codePoints().toArray()) {
            if (fit.length() + Character.charCount(point) > LENGTH_MAX) {
                break;
            }
            fit.appendCodePoint(isFit(point) ? point : ' ');
        }
        String stripped = fit.toString().strip();
        return stripped.isEmpty() ? "no reason given" : stripped;
    }

    private static boolean isFit(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
}
