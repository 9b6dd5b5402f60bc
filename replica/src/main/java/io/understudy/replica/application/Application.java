package io.understudy.replica.application;

import java.nio.ByteBuffer;

/**
 * The deterministic service that a group replicates.
 *
 * <p>Every replica executes the same operations in the same order and has to come to the same state
 * and the same answers. So an application takes nothing from its machine: no clock, no randomness,
 * no language, no order of a hash table; and it never throws, whatever bytes it is given: what it
 * cannot execute it refuses with an answer. All methods are called on one thread.
 */
public interface Application {

    /**
     * Executes one operation.
     *
     * @param operation from its position to its limit: a slice of something larger that is used
     *     again, so what is kept of it must be copied; never written to
     * @return the answer, a new array: it is kept until the client has acknowledged it
     */
    byte[] execute(ByteBuffer operation, Context context);

    /**
     * Whether executing it would change nothing, so that it need not go through the log.
     *
     * @param operation as for {@link #execute}
     */
    boolean readsOnly(ByteBuffer operation);

    /** A picture of the state as it is now, in constant time. */
    Checkpoint checkpoint();

    /**
     * Begins to take over the state of a checkpoint; the present one stays until it is finished.
     */
    Restoration restore();

    /**
     * A number that is equal for equal states, and differs for different ones but by a chance of 2
     * to the power of -64. Costs nothing to ask for.
     */
    long digest();
}
