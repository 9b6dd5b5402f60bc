package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the value of a key. */
@Command(
        name = "get",
        description = "Prints the value of a key.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 if there is none. A terminal is shown control characters as \\n,",
            "\\u001b and so on; a file or a pipe gets the value as it is; --json escapes always.",
            "",
            "Examples:",
            "  understudy get colour",
            "  understudy get colour --json"
        })
final class GetCommand extends KvCommand {

    @Parameters(paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Override
    KvOperation operation() {
        return new KvOperation.Get(Words.bytes(key));
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
