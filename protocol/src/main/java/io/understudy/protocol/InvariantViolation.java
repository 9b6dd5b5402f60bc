package io.understudy.protocol;

/**
 * This process has a bug and must not say another word: the suite survives a dead process, not a
 * lying one. Nobody catches it but the outermost loop, which halts.
 */
public final class InvariantViolation extends Error {

    private static final long serialVersionUID = 1;

    public InvariantViolation(String message) {
        super(message);
    }
}
