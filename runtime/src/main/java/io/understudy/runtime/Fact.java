package io.understudy.runtime;

import java.time.Instant;
import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.SimpleMessage;

/** A line of the log that knows when it became true, which may be before it was written. */
@AsynchronouslyFormattable
final class Fact extends SimpleMessage {

    private final Instant at;

    Fact(Instant at, String fact) {
        super(fact);
        this.at = at;
    }

    Instant at() {
        return at;
    }
}
