package io.understudy.protocol;

/** The two ways in which something can be wrong: somebody else's doing, or ours. */
public final class Check {

    private Check() {}

    /** The caller, or a peer, is wrong. */
    public static void argument(boolean holds, String format, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(format, values));
        }
    }

    /**
     * We are wrong.
     *
     * @param format begins with the invariant's id in docs/invariants.md
     */
    public static void invariant(boolean holds, String format, Object... values) {
        if (!holds) {
            throw new InvariantViolation(String.format(format, values));
        }
    }
}
