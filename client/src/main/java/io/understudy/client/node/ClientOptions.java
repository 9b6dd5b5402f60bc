package io.understudy.client.node;

import io.understudy.protocol.Check;
import java.time.Duration;

/**
 * How a program wants its calls to be.
 *
 * @param timeout after which a call that was not answered ends without an answer. Within it lies a
 *     change of the view, so one much shorter than that takes makes failures visible
 */
public record ClientOptions(Duration timeout) {

    public static final Duration TIMEOUT_MIN = Duration.ofMillis(1);
    public static final Duration TIMEOUT_MAX = Duration.ofHours(1);

    public static final ClientOptions USUAL = new ClientOptions(Duration.ofSeconds(30));

    public ClientOptions {
        Check.argument(
                timeout.compareTo(TIMEOUT_MIN) >= 0 && timeout.compareTo(TIMEOUT_MAX) <= 0,
                "timeout=%s",
                timeout);
    }

    public ClientOptions withTimeout(Duration limit) {
        return new ClientOptions(limit);
    }
}
