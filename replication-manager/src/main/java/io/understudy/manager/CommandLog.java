package io.understudy.manager;

/**
 * Where facts are recorded before anything follows from them: one order, agreed on by all managers
 * if there are several, and kept whatever happens to them.
 *
 * <p>What has been recorded comes back through {@link Manager#onRecorded}, on every manager, in
 * that order. A fact that was proposed may also never come back; who proposed it does so again.
 */
public interface CommandLog {

    /** Only called while this manager leads. */
    void propose(Stamped command);

    /**
     * A fact and its time.
     *
     * @param at microseconds of the epoch, when it was proposed
     */
    record Stamped(long at, Command command) {}
}
