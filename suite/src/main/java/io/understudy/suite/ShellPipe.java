package io.understudy.suite;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.kv.KvOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * One operation a line in, one JSON answer a line out, in the order of the lines; several are under
 * way at a time.
 */
final class ShellPipe {

    /** Lines read and not answered at most; then the pipe has to wait. */
    static final int UNDER_WAY_MAX = 256;

    private final KvClient client;
    private final PrintWriter out;
    private final KvLine line = new KvLine();
    private final LineOrder order = new LineOrder();
    private final BlockingQueue<CompletableFuture<KvTold>> answers =
            new ArrayBlockingQueue<>(UNDER_WAY_MAX);
    private int exitCode = ExitCodes.DONE;

    ShellPipe(KvClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    /**
     * Until the end of the lines.
     *
     * @return 0 if every line had its answer, whatever that was; 2 if an outcome is unknown; else 1
     */
    int run(BufferedReader lines) throws IOException, InterruptedException {
        CompletableFuture<KvTold> end = new CompletableFuture<>();
        Thread printer = new Thread(() -> printUntil(end), "shell-printer");
        printer.start();
        try {
            String next = lines.readLine();
            while (next != null) {
                if (!next.isBlank()) {
                    answers.put(begin(next));
                }
                next = lines.readLine();
            }
        } finally {
            answers.put(end);
            printer.join();
        }
        return exitCode;
    }

    private CompletableFuture<KvTold> begin(String text) {
        try {
            List<String> words = ShellWords.of(text);
            KvCommand command = line.read(words);
            KvOperation operation = command.operation();
            return order.add(
                    command.key(), () -> KvCommand.tell(client.call(operation), operation));
        } catch (IllegalArgumentException mistake) {
            return CompletableFuture.completedFuture(KvTold.mistake(mistake.getMessage()));
        }
    }

    private void printUntil(CompletableFuture<KvTold> end) {
        try {
            CompletableFuture<KvTold> next = answers.take();
            while (next != end) {
                if (!next.isDone()) {
                    out.flush();
                }
                print(next.join());
                next = answers.take();
            }
            out.flush();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(KvTold told) {
        out.println(told.json());
        if (answers.isEmpty()) {
            out.flush();
        }
        if (told.exitCode() == ExitCodes.UNKNOWN_OUTCOME) {
            exitCode = ExitCodes.UNKNOWN_OUTCOME;
        } else if (told.hasFailed() && exitCode == ExitCodes.DONE) {
            exitCode = ExitCodes.FAILED;
        }
    }
}
