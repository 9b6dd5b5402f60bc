package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvOperation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a key a value if it holds the expected one. */
@Command(
        name = "cas",
        description = "Gives a key a value if it holds the expected one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 if it holds something else, and prints that.",
            "",
            "Examples:",
            "  understudy cas lock free taken",
            "  understudy cas lock taken --absent"
        })
final class CompareAndSetCommand extends KvCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Parameters(
            index = "1..*",
            arity = "1..2",
            paramLabel = "EXPECTED VALUE",
            hideParamSyntax = true,
            description = "What the key is to hold before, and after.")
    private List<String> values;

    @Option(names = "--absent", description = "There is to be nothing before; only VALUE follows.")
    private boolean absent;

    @Override
    KvOperation operation() {
        if (values.size() != (absent ? 1 : 2)) {
            throw new IllegalArgumentException(
                    absent ? "want KEY VALUE with --absent" : "want KEY EXPECTED VALUE");
        }
        Expected expected =
                absent ? new Expected.Absent() : new Expected.Exactly(Words.bytes(values.get(0)));
        Bytes value = Words.bytes(values.get(values.size() - 1));
        return new KvOperation.CompareAndSet(Words.bytes(key), expected, value);
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
