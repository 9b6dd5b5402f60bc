package io.understudy.protocol;

/**
 * This process has not come to the state to which the same entries have brought its primary, so it
 * must not say another word. Nobody catches it but the outermost loop, which halts.
 *
 * <p>Not a violated invariant: an application that is not deterministic, or a fault of the memory,
 * is enough for it.
 */
public final class StateDeviation extends Error {

    private static final long serialVersionUID = 1;

    public StateDeviation(String message) {
        super(message);
    }
}
