package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.runtime.StartTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Kills processes with much memory in use and compares who sees it first: the watch, or the other
 * end of a socket.
 */
final class DeathSeen {

    /** When each signal came, after the kill. */
    record Delays(long watchNanos, long socketNanos) {

        boolean watchWasFirst() {
            return watchNanos < socketNanos;
        }

        @Override
        public String toString() {
            return String.format(
                    "watch %.2f ms, end of file %.2f ms", watchNanos / 1e6, socketNanos / 1e6);
        }
    }

    private DeathSeen() {}

    /**
     * The process that is killed: it connects, so that the other end can see the connection end.
     */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            int port = Integer.parseInt(arguments[0]);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getInputStream().read();
            }
        }
    }

    /** Of each signal by itself. */
    static Delays median(List<Delays> rounds) {
        return new Delays(
                median(rounds.stream().map(Delays::watchNanos)),
                median(rounds.stream().map(Delays::socketNanos)));
    }

    /** Of an even number the lower one of the two in the middle. */
    private static long median(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    static Delays killOne(int heapMb) throws Exception {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        Consumer<Consumer<Processes.Events>> tell = event -> event.accept(new EndOnly(seen));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProcessWatch watch =
                        new ProcessWatch("watch", Duration.ofMillis(1), StartTime.HAS_PROC, tell)) {
            Process victim = startVictim(heapMb, server.getLocalPort());
            try (Socket socket = server.accept()) {
                watch.watch(new ProcessId(victim.pid(), StartTime.of(victim.pid()).orElseThrow()));
                CompletableFuture<Long> ended =
                        CompletableFuture.supplyAsync(() -> endOfFileNanos(socket));
                long killedNanos = System.nanoTime();
                victim.destroyForcibly();
                return new Delays(seen.get() - killedNanos, ended.get() - killedNanos);
            } finally {
                victim.destroyForcibly().waitFor();
            }
        }
    }

    /** All of its heap is touched before it connects, by as many threads as there are cores. */
    private static Process startVictim(int heapMb, int port) throws IOException {
        String heap = heapMb + "m";
        List<String> options =
                List.of("-XX:+UseParallelGC", "-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch");
        List<String> words = TestCluster.java(options, Victim.class, String.valueOf(port));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A connection that is reset has ended too. */
    private static long endOfFileNanos(Socket socket) {
        try {
            socket.getInputStream().read();
            return System.nanoTime();
        } catch (IOException reset) {
            return System.nanoTime();
        }
    }

    /** Notes when an end is told. */
    private record EndOnly(CompletableFuture<Long> endNanos) implements Processes.Events {

        @Override
        public void onProcessEnded(ProcessId process, String cause) {
            endNanos.complete(System.nanoTime());
        }

        @Override
        public void onProcessStopped(ProcessId process) {}

        @Override
        public void onProcessContinued(ProcessId process) {}

        @Override
        public void onLaunched(String replica, ProcessId process) {}

        @Override
        public void onLaunchFailed(String replica, String reason) {}

        @Override
        public void onExitCode(String replica, ProcessId process, int code) {}
    }
}
