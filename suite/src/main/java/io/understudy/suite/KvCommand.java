package io.understudy.suite;

import io.understudy.client.node.CallFailed;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One operation of the key/value store: called once by its own command, or by a line of a shell.
 */
abstract class KvCommand implements Callable<Integer> {

    /** Options of the command that a line of a shell does not have, since the shell has them. */
    static final class CommandOptions {

        static final String NAME = "command";

        @Mixin private ServiceOption service;

        @Option(names = "--json", description = "The whole answer as one JSON object.")
        private boolean json;
    }

    @Mixin(name = CommandOptions.NAME)
    private CommandOptions options;

    @Spec private CommandSpec command;

    /**
     * @throws IllegalArgumentException if an argument goes beyond its limit
     */
    abstract KvOperation operation();

    /** Whose order among the lines of a shell matters; none: that of all. */
    abstract Optional<Bytes> key();

    @Override
    public final Integer call() {
        KvOperation operation = checkedOperation();
        KvClient client = options.service.open();
        KvTold told;
        try {
            told = tell(client.call(operation), operation).join();
        } finally {
            ServiceOption.close(client);
        }
        PrintWriter out = command.commandLine().getOut();
        if (options.json) {
            out.println(told.json());
        } else {
            told.lines(Screen.ofStandardOutput()).forEach(out::println);
            told.remark().ifPresent(command.commandLine().getErr()::println);
        }
        out.flush();
        return told.exitCode();
    }

    private KvOperation checkedOperation() {
        try {
            return operation();
        } catch (IllegalArgumentException mistake) {
            throw Failed.usage(List.of(mistake.getMessage()));
        }
    }

    /** Completes always. */
    static CompletableFuture<KvTold> tell(CompletableFuture<KvAnswer> call, KvOperation operation) {
        return call.handle(
                (answer, failed) -> {
                    if (failed == null) {
                        return KvTold.answer(answer, operation.match(new Wanted(answer)));
                    }
                    Throwable reason =
                            failed instanceof CompletionException ? failed.getCause() : failed;
                    if (reason instanceof CallFailed expected) {
                        return KvTold.failure(expected);
                    }
                    throw new CompletionException(reason);
                });
    }
}
