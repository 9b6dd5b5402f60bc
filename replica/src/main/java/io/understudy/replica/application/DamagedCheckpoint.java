package io.understudy.replica.application;

/**
 * Bytes that are not, or not all of, what a checkpoint wrote. They must come again, or from
 * another.
 */
public final class DamagedCheckpoint extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DamagedCheckpoint(String reason) {
        super(reason);
    }
}
