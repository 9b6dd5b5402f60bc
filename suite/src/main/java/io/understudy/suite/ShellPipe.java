package io.understudy.suite;

import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One operation a line in, one JSON answer a line out, in the order of the lines; several are under
 * way at a time.
 */
final class ShellPipe {

    /** Lines read and not answered at most; then the pipe has to wait. */
    static final int UNDER_WAY_MAX = 256;

    private final Function<KvOperation, CompletableFuture<KvAnswer>> service;
    private final PrintWriter out;
    private final KvLine line = new KvLine();
    private final LineOrder order = new LineOrder();
    private final BlockingQueue<CompletableFuture<KvTold>> answers =
            new ArrayBlockingQueue<>(UNDER_WAY_MAX);
    private int exitCode = ExitCodes.DONE;

    /** Whoever read them has gone, say; so nothing more is done. */
    private volatile boolean answersAreLost = false;

    ShellPipe(Function<KvOperation, CompletableFuture<KvAnswer>> service, PrintWriter out) {
        this.service = service;
        this.out = out;
    }

    /**
     * Until the end of the lines, or the one that says so.
     *
     * @return 0 if every line had its answer, whatever that was; 2 if an outcome is unknown; else 1
     */
    int run(BufferedReader lines) throws IOException, InterruptedException {
        CompletableFuture<KvTold> end = new CompletableFuture<>();
        Thread printer = new Thread(() -> printUntil(end), "shell-printer");
        printer.start();
        try {
            long number = 1;
            String next = lines.readLine();
            while (next != null && !KvLine.isTheEnd(next) && !answersAreLost) {
                if (!next.isBlank()) {
                    answers.put(begin(next, number));
                }
                next = lines.readLine();
                number++;
            }
        } finally {
            answers.put(end);
            printer.join();
        }
        return exitCode;
    }

    private CompletableFuture<KvTold> begin(String text, long number) {
        if (KvLine.asksForHelp(text)) {
            return CompletableFuture.completedFuture(KvTold.help(line.help()));
        }
        try {
            List<String> words = ShellWords.of(text);
            KvCommand command = line.read(words);
            KvOperation operation = command.operation();
            return order.add(
                    command.key(), () -> KvCommand.tell(service.apply(operation), operation));
        } catch (IllegalArgumentException mistake) {
            return CompletableFuture.completedFuture(KvTold.mistake(number, mistake.getMessage()));
        }
    }

    private void printUntil(CompletableFuture<KvTold> end) {
        try {
            CompletableFuture<KvTold> next = answers.take();
            while (next != end) {
                print(next.join());
                next = answers.take();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(KvTold told) {
        out.println(told.json());
        answersAreLost = out.checkError();
        if (told.exitCode() == ExitCodes.UNKNOWN_OUTCOME) {
            exitCode = ExitCodes.UNKNOWN_OUTCOME;
        } else if (told.hasFailed() && exitCode == ExitCodes.DONE) {
            exitCode = ExitCodes.FAILED;
        }
    }
}
