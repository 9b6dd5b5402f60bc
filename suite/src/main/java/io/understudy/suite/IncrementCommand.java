package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds to a number; prints the sum. */
@Command(
        name = "incr",
        description = "Adds to a number; prints the sum.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A key that is absent counts as 0.",
            "",
            "Examples:",
            "  understudy incr visits",
            "  understudy incr visits -3"
        })
final class IncrementCommand extends KvCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Parameters(
            index = "1",
            paramLabel = "BY",
            arity = "0..1",
            defaultValue = "1",
            description = "A whole number (default: ${DEFAULT-VALUE}).")
    private long by;

    @Override
    KvOperation operation() {
        return new KvOperation.Increment(Words.bytes(key), by);
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
