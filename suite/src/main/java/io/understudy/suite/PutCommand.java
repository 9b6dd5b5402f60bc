package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a key a value. */
@Command(
        name = "put",
        description = "Gives a key a value.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  understudy put colour blue",
            "  understudy put temperature -- -5"
        })
final class PutCommand extends KvCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Parameters(index = "1", paramLabel = "VALUE", description = "Up to 500,000 bytes.")
    private String value;

    @Override
    KvOperation operation() {
        return new KvOperation.Put(Words.bytes(key), Words.bytes(value));
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
