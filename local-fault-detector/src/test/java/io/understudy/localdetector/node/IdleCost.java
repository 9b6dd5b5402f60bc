package io.understudy.localdetector.node;

import io.understudy.runtime.StartTime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what a local detector with three replicas costs while nothing happens, as per cent of one
 * core. Run by hand; the figures depend on the machine.
 */
final class IdleCost {

    /** Long enough for the compiler to have seen to what is done a few times a second. */
    private static final long WARM_UP_MS = Long.getLong("warm.up.ms", 300_000);

    private static final long MEASURED_MS = 20_000;
    private static final double TICKS_PER_SECOND = 100;

    private IdleCost() {}

    public static void main(String[] arguments) throws Exception {
        TestCluster cluster = TestCluster.in(Files.createTempDirectory("idle-cost"));
        List<Process> processes = new ArrayList<>();
        try (Listener manager = Listener.manager(cluster);
                Listener global = Listener.globalDetector(cluster)) {
            for (String replica : TestCluster.REPLICAS) {
                processes.add(start(TestCluster.java(StandIn.class, replica, cluster.spec())));
            }
            List<String> options =
                    List.of("-XX:+UseSerialGC", "-Dlook.ms=" + System.getProperty("look.ms", "1"));
            Process detector =
                    start(TestCluster.java(options, DetectorProcess.class, cluster.spec()));
            processes.add(detector);
            manager.await(report -> report.settled() && report.sightings().size() == 3);
            global.await(report -> report.settled() && report.sightings().size() == 3);
            Thread.sleep(WARM_UP_MS);
            Cost before = Cost.of(detector.pid());
            Thread.sleep(MEASURED_MS);
            Cost.of(detector.pid()).print(before);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** By both of the kernel's accounts: exact to the nanosecond, and sampled at each tick. */
    private record Cost(long ticks, long runNanos, List<String> threads, List<Long> nanos) {

        static Cost of(long pid) throws IOException {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            long ticks =
                    StartTime.field(stat, 14).orElseThrow()
                            + StartTime.field(stat, 15).orElseThrow();
            List<String> threads = new ArrayList<>();
            List<Long> nanos = new ArrayList<>();
            try (DirectoryStream<Path> tasks =
                    Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
                for (Path task : tasks) {
                    String name = Files.readString(task.resolve("comm")).strip();
                    String run = Files.readString(task.resolve("schedstat")).split(" ")[0];
                    threads.add(task.getFileName() + " " + name);
                    nanos.add(Long.valueOf(run));
                }
            } catch (NoSuchFileException ended) {
                // A thread that ended while it was read.
            }
            long sum = nanos.stream().mapToLong(Long::longValue).sum();
            return new Cost(ticks, sum, threads, nanos);
        }

        void print(Cost before) {
            double sampled = (ticks - before.ticks) / TICKS_PER_SECOND * 100_000 / MEASURED_MS;
            System.out.printf("sampled %.2f %% of a core%n", sampled);
            System.out.printf("exact %.2f %% of a core%n", share(runNanos - before.runNanos));
            for (int i = 0; i < threads.size(); i++) {
                int then = before.threads.indexOf(threads.get(i));
                long nanosThen = then < 0 ? 0 : before.nanos.get(then);
                double share = share(nanos.get(i) - nanosThen);
                if (share >= 0.01) {
                    System.out.printf("  %.2f %% %s%n", share, threads.get(i));
                }
            }
        }

        private static double share(long nanos) {
            return nanos / 10_000.0 / MEASURED_MS;
        }
    }
}
