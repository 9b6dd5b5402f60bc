package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the keys that begin with a prefix, and their values. */
@Command(
        name = "scan",
        description = "Prints the keys that begin with a prefix, and their values.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "In the order of their bytes; key and value are separated by a tab. A terminal is",
            "shown control characters within them as \\n, \\u001b and so on; --json escapes always.",
            "",
            "Examples:",
            "  understudy scan",
            "  understudy scan user: --limit 10 --after user:42"
        })
final class ScanCommand extends KvCommand {

    @Parameters(
            paramLabel = "PREFIX",
            arity = "0..1",
            defaultValue = "",
            description = "With which they begin (default: all).")
    private String prefix;

    @Option(
            names = "--after",
            paramLabel = "KEY",
            defaultValue = "",
            description = "Only what comes after that key.")
    private String after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "No more than so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    KvOperation operation() {
        return new KvOperation.Scan(Words.bytes(prefix), Words.bytes(after), limit);
    }

    @Override
    Optional<Bytes> key() {
        return Optional.empty();
    }
}
