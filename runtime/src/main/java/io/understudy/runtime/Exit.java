package io.understudy.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a process ends that was asked to: cleanly, with its log written, and with code 0. */
public final class Exit {

    /** Then it ends all the same. */
    private static final long CLOSE_MS_MAX = 5_000;

    private static final int FAILED = 1;

    private Exit() {}

    /**
     * Waits until a role's shell has ended, by itself or since SIGTERM or SIGINT asked for it.
     *
     * @param close ends it, in good order
     * @param ended completes when it has ended
     * @return the code to exit with, where it has ended without being asked to; after a signal it
     *     does not return
     */
    public static int awaitEnd(Runnable close, CompletableFuture<Void> ended) {
        // The JVM would exit with 128 and the signal's number; only a halt gives another code.
        Thread hook =
                new Thread(
                        () -> Runtime.getRuntime().halt(closes(close, ended) ? 0 : FAILED), "exit");
        Runtime.getRuntime().addShutdownHook(hook);
        ended.join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            // The hook ends the process.
            awaitForEver();
        }
        Logs.flush();
        return FAILED;
    }

    /** For a process that ends before it has begun: what it has logged, if anything, is written. */
    public static void flushLog() {
        Logs.flush();
    }

    private static boolean closes(Runnable close, CompletableFuture<Void> ended) {
        close.run();
        boolean closed = awaitClosed(ended);
        Logs.flush();
        return closed;
    }

    private static boolean awaitClosed(CompletableFuture<Void> ended) {
        try {
            ended.get(CLOSE_MS_MAX, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | InterruptedException late) {
            return false;
        }
    }

    private static void awaitForEver() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
