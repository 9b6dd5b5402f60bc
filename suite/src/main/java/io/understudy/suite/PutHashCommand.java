package io.understudy.suite;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stores a hash of a key's value and an argument; prints the old value. */
@Command(
        name = "put-hash",
        description = "Stores a hash of a key's value and an argument; prints the old value.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The hash is FNV-1a of 32 bits, in decimal. Whoever knows the arguments can tell one",
            "execution from two.",
            "",
            "Examples:",
            "  understudy put-hash chain link1"
        })
final class PutHashCommand extends KvCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "Up to 1,024 bytes.")
    private String key;

    @Parameters(
            index = "1",
            paramLabel = "ARGUMENT",
            description = "What follows the value in the hash.")
    private String argument;

    @Override
    KvOperation operation() {
        return new KvOperation.PutHash(Words.bytes(key), Words.bytes(argument));
    }

    @Override
    Optional<Bytes> key() {
        return Optional.of(Words.bytes(key));
    }
}
