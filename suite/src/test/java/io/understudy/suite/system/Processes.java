package io.understudy.suite.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What Linux says of a process. */
final class Processes {

    private static final int STATE = 3;
    private static final int TICKS_USER = 14;
    private static final int TICKS_SYSTEM = 15;

    /** Of {@code /proc}, whatever the kernel's own; the same on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private static final String SLEEPS = "voluntary_ctxt_switches:\t";

    private Processes() {}

    /** Also of one whose parent has not asked for its exit code. */
    static boolean hasEnded(ProcessHandle process) {
        try {
            return "ZX".contains(field(process, STATE));
        } catch (IOException gone) {
            return true;
        }
    }

    /**
     * Whether not one of its threads runs: the signal reaches the last some time after it was sent.
     */
    static boolean isStopped(ProcessHandle process) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                if (!field(task.resolve("stat"), STATE).equals("T")) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Seconds of a core that it has used since it began. */
    static double cpuSeconds(ProcessHandle process) throws IOException {
        long user = Long.parseLong(field(process, TICKS_USER));
        long system = Long.parseLong(field(process, TICKS_SYSTEM));
        return (user + system) / TICKS_PER_SECOND;
    }

    /** How often its node's loop, if it has one yet, has gone to sleep for want of work. */
    static long loopTurns(ProcessHandle process) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                OptionalLong sleeps = sleepsOfLoop(task);
                if (sleeps.isPresent()) {
                    return sleeps.getAsLong();
                }
            }
        }
        return 0;
    }

    private static OptionalLong sleepsOfLoop(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip().endsWith("-loop")
                    ? Files.readAllLines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith(SLEEPS))
                            .mapToLong(line -> Long.parseLong(line.substring(SLEEPS.length())))
                            .findFirst()
                    : OptionalLong.empty();
        } catch (IOException ended) {
            // A compiler's thread, which comes and goes.
            return OptionalLong.empty();
        }
    }

    /** As numbered in proc(5). */
    private static String field(ProcessHandle process, int number) throws IOException {
        return field(Path.of("/proc/" + process.pid() + "/stat"), number);
    }

    private static String field(Path file, int number) throws IOException {
        String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
        // The second field, a name in parentheses, may hold blanks.
        String[] fromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return fromState[number - STATE];
    }
}
