package io.understudy.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a process began, as a number that every process of this machine reads alike. With its pid it
 * names the process for ever, where the pid alone may be another's tomorrow.
 *
 * <p>On Linux it is field 22 of {@code /proc/PID/stat}, clock ticks since the boot; elsewhere what
 * the JDK says, in milliseconds.
 */
public final class StartTime {

    public static final boolean HAS_PROC = Files.isReadable(Path.of("/proc/self/stat"));

    private static final int FIELD_AFTER_NAME = 3;
    private static final int FIELD_START_TIME = 22;

    private StartTime() {}

    /** Empty where there is no such process, or none that may be known. */
    public static OptionalLong of(long pid) {
        return HAS_PROC ? ofProc(pid) : ofHandle(pid);
    }

    /** Whether that very process is there, running or at least not yet cleared away. */
    public static boolean isOf(long pid, long startTime) {
        OptionalLong found = of(pid);
        return found.isPresent() && found.getAsLong() == startTime;
    }

    /**
     * For certain; not the opposite of {@link #isOf}, since a file may be unreadable for a time.
     */
    public static boolean isGone(long pid, long startTime) {
        OptionalLong found = of(pid);
        if (found.isPresent()) {
            return found.getAsLong() != startTime;
        }
        return HAS_PROC
                ? Files.notExists(Path.of("/proc/" + pid))
                : ProcessHandle.of(pid).isEmpty();
    }

    private static OptionalLong ofProc(long pid) {
        return stat(pid).map(StartTime::startTime).orElseGet(OptionalLong::empty);
    }

    /** What {@code /proc/PID/stat} says; empty where it cannot be read. */
    public static Optional<String> stat(long pid) {
        try {
            // Its bytes, since a process may call itself what is no UTF-8.
            byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(new String(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public static OptionalLong startTime(String stat) {
        return field(stat, FIELD_START_TIME);
    }

    /**
     * A numeric field of such a line, counted from 1 as in proc(5). The command's name, the second
     * field, may hold blanks and parentheses itself.
     */
    public static OptionalLong field(String stat, int field) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        int index = field - FIELD_AFTER_NAME;
        return afterName.length <= index
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(afterName[index]));
    }

    private static OptionalLong ofHandle(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toEpochMilli)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }
}
