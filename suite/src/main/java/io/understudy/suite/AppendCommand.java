package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds to the end of a key's value. */
@Command(
        name = "append",
        description = "Adds to the end of a key's value.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A key that is absent counts as holding nothing.",
            "",
            "Examples:",
            "  understudy append diary \"rain again\""
        })
final class AppendCommand extends KvCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Parameters(index = "1", paramLabel = "TAIL", description = "What is added.")
    private String tail;

    @Override
    KvOperation operation() {
        return new KvOperation.Append(Words.bytes(key), Words.bytes(tail));
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
