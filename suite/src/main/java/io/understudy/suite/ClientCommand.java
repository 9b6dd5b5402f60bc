package io.understudy.suite;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvOperation;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A client to look at while things are killed: one request after the other, each with its answer.
 */
@Command(
        name = "client",
        description = "Counts, one request after the other, and prints each with its answer.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The key is its own unless one is given, so that the sums it prints have neither gap nor",
            "repetition, whatever is killed meanwhile. Ctrl-C ends it, and so does the end of its reader.",
            "",
            "Examples:",
            "  understudy client",
            "  understudy client --every 1s --count 10",
            "  understudy client --key visits"
        })
final class ClientCommand implements Callable<Integer> {

    @Mixin private ServiceOption service;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "100ms",
            converter = ServiceOption.DurationConverter.class,
            description = "From one answer to the next request (default: ${DEFAULT-VALUE}).")
    private Duration every;

    @Option(names = "--count", paramLabel = "N", description = "End after so many requests.")
    private Long count;

    @Option(names = "--key", paramLabel = "KEY", description = "What is counted up.")
    private String key;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        if (count != null && count < 1) {
            throw Failed.usage(List.of("--count is " + count + "; want 1 or more"));
        }
        String counted =
                key == null ? String.format("client-%08x", new SecureRandom().nextInt()) : key;
        requireReadable(counted);
        PrintWriter out = command.commandLine().getOut();
        int exitCode = ExitCodes.DONE;
        KvClient client = service.open();
        Thread closer = new Thread(() -> ServiceOption.close(client), "client-closer");
        Runtime.getRuntime().addShutdownHook(closer);
        // Until whoever reads this has gone, at the latest.
        for (long request = 1;
                (count == null || request <= count) && !out.checkError();
                request++) {
            exitCode = Math.max(exitCode, callOnce(client, counted, request, out));
            LockSupport.parkNanos(every.toNanos());
        }
        return exitCode;
    }

    private static void requireReadable(String counted) {
        try {
            Words.bytes(counted);
        } catch (IllegalArgumentException mistake) {
            throw Failed.usage(List.of("--key " + mistake.getMessage()));
        }
    }

    private static int callOnce(KvClient client, String counted, long request, PrintWriter out) {
        KvOperation operation = new KvOperation.Increment(Bytes.utf8(counted), 1);
        long begin = System.nanoTime();
        KvTold told = KvCommand.tell(client.call(operation), operation).join();
        out.printf(
                Locale.ROOT,
                "#%d incr %s: %s (%.1f ms)%n",
                request,
                counted,
                told.remark().orElseGet(() -> String.join(" ", told.lines(Screen.TERMINAL))),
                (System.nanoTime() - begin) / 1e6);
        out.flush();
        return told.exitCode();
    }
}
