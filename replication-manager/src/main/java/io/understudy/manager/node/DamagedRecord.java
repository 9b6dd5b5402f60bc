package io.understudy.manager.node;

/**
 * A manager cannot know which views it has formed, and so must not form another. The message says
 * what an operator can do.
 */
public final class DamagedRecord extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DamagedRecord(String message) {
        super(message);
    }
}
