package io.understudy.client;

import io.understudy.protocol.Batch;
import java.util.function.Consumer;

/** A request that has not ended yet. */
final class Pending {

    final Batch.Kind kind;
    final byte[] operation;

    /** When its client no longer wants to wait. */
    final long givenUpMicros;

    private final Consumer<Outcome> whenEnded;

    /** Set once, when it is sent for the first time (CL2). */
    long number;

    /** When it is sent again, and how long after that once more. */
    long retryMicros;

    long backOffMicros;

    Pending(Batch.Kind kind, byte[] operation, long givenUpMicros, Consumer<Outcome> whenEnded) {
        this.kind = kind;
        this.operation = operation;
        this.givenUpMicros = givenUpMicros;
        this.whenEnded = whenEnded;
    }

    void end(Outcome outcome) {
        whenEnded.accept(outcome);
    }

    /** When something is to be done about it. */
    long dueMicros() {
        return Math.min(retryMicros, givenUpMicros);
    }
}
