package io.understudy.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

    /** As proc(5) numbers them; the first after the command's name is the state. */
    private static final int FIELD_STATE = 3;

    private static final int FIELD_START_TIME = 22;

    private StartTime() {}

    /** Empty where there is no such process, or none that may be known. */
    public static OptionalLong of(long pid) {
        return HAS_PROC ? ofProc(pid) : ofHandle(pid);
    }

    private static OptionalLong ofProc(long pid) {
        try {
            // Its bytes, since a process may call itself what is no UTF-8.
            byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
            return startTime(new String(stat, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** The command's name, the second field, may hold blanks and parentheses. */
    static OptionalLong startTime(String stat) {
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        int index = FIELD_START_TIME - FIELD_STATE;
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
