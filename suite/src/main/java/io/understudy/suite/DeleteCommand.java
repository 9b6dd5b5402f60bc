package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a key. */
@Command(
        name = "delete",
        description = "Removes a key.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 if there was nothing.",
            "",
            "Examples:",
            "  understudy delete colour"
        })
final class DeleteCommand extends KvCommand {

    @Parameters(paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Override
    KvOperation operation() {
        return new KvOperation.Delete(Words.bytes(key));
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
