package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import io.understudy.runtime.StartTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at a process through its {@code /proc/PID/task/PID/stat}, kept open.
 *
 * <p>After SIGKILL the kernel frees the memory first, and only then closes the sockets and tells
 * the parent: with gigabytes in use that is hundreds of milliseconds in which the process is dead
 * and nobody knows. But two things show here before. The flag {@code PF_EXITING}, once the first
 * thread has begun to end; on a busy machine that takes milliseconds, since each of its threads
 * needs a processor to end on. And, at once, the signal itself: whatever ends a process, be it
 * SIGKILL or a call of its own, marks SIGKILL as pending for every one of its threads. None of them
 * goes on in the program after that; what it had asked the kernel for may still be done, as with
 * the flag.
 *
 * <p>The file that is open stays bound to this one process: should another get its pid, this file
 * shows nothing of it. The file of the first task, and not {@code /proc/PID/stat}, since the latter
 * adds up the times of all threads at each look, which costs more the more threads there are. A
 * look allocates nothing.
 */
final class ProcStat implements Look {

    /** Blanks between the state, which follows the name, and the flags, field 9. */
    private static final int BLANKS_TO_FLAGS = 6;

    /** And from there to the signals that are pending for this thread, field 31. */
    private static final int BLANKS_TO_PENDING = 22;

    private static final int FIELD_USER_TICKS = 14;
    private static final int FIELD_SYSTEM_TICKS = 15;
    private static final int FIELD_EXIT_CODE = 52;

    /** In the kernel's include/linux/sched.h. */
    private static final int PF_EXITING = 0x4;

    private static final long SIGKILL_PENDING = 1 << (9 - 1);

    /** Holds all fields up to the signals: the name has 64 bytes at most, and a number 20. */
    private static final int BYTES_TO_PENDING = 768;

    private static final int BYTES_MAX = 4_096;

    private final ProcessId process;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_TO_PENDING);
    private String cause = "gone";

    /** Absent until it could be opened: before the first look, and after one that failed. */
    private Optional<FileChannel> open = Optional.empty();

    ProcStat(ProcessId process) {
        this.process = process;
    }

    @Override
    public ProcessId process() {
        return process;
    }

    @Override
    public Sight look() {
        try {
            FileChannel file = open.isPresent() ? open.get() : open();
            buffer.clear();
            file.read(buffer, 0);
            return sight();
        } catch (IOException unreadable) {
            // Because it has been cleared away, or for a passing reason such as too many open
            // files, which proves nothing. The error does not tell: its text is translated.
            close();
            boolean gone = StartTime.isGone(process.pid(), process.startTime());
            return gone ? Sight.ENDED : Sight.RUNNING;
        }
    }

    private FileChannel open() throws IOException {
        long pid = process.pid();
        FileChannel file = FileChannel.open(Path.of("/proc/" + pid + "/task/" + pid + "/stat"));
        open = Optional.of(file);
        // Of the open file, not of the pid: between two readings the pid might change hands.
        OptionalLong startTime = StartTime.startTime(readAll(file));
        if (startTime.isEmpty() || startTime.getAsLong() != process.startTime()) {
            throw new IOException("pid " + pid + " is another process");
        }
        return file;
    }

    private static String readAll(FileChannel file) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(BYTES_MAX);
        file.read(all, 0);
        return new String(all.array(), 0, all.position(), StandardCharsets.ISO_8859_1);
    }

    private Sight sight() throws IOException {
        int at = stateAt(buffer);
        if (at < 0) {
            throw new IOException("no stat");
        }
        Sight sight = sight(buffer, at);
        if (sight == Sight.ENDED) {
            cause = causeOfEnd(process, buffer.get(at));
        }
        return sight;
    }

    /** Where the state stands, behind the name, or less than 0. */
    static int stateAt(ByteBuffer stat) {
        int at = stat.position() - 1;
        while (at >= 0 && stat.get(at) != ')') {
            at--;
        }
        return at < 0 ? at : at + 2;
    }

    static Sight sight(ByteBuffer stat, int stateAt) {
        byte state = stat.get(stateAt);
        int flagsAt = skip(stat, stateAt, BLANKS_TO_FLAGS);
        int pendingAt = skip(stat, flagsAt, BLANKS_TO_PENDING);
        boolean ends =
                (number(stat, flagsAt) & PF_EXITING) != 0
                        || (number(stat, pendingAt) & SIGKILL_PENDING) != 0;
        if (state == 'Z' || state == 'X' || ends) {
            return Sight.ENDED;
        }
        return state == 'T' ? Sight.STOPPED : Sight.RUNNING;
    }

    /** What stands behind so many blanks. */
    private static int skip(ByteBuffer stat, int from, int blanks) {
        int at = from;
        for (int seen = 0; seen < blanks; at++) {
            seen += stat.get(at) == ' ' ? 1 : 0;
        }
        return at;
    }

    private static long number(ByteBuffer stat, int from) {
        long number = 0;
        int at = from;
        for (byte digit = stat.get(at); digit != ' '; digit = stat.get(++at)) {
            number = 10 * number + digit - '0';
        }
        return number;
    }

    /**
     * From the file of the whole process: it shows the exit code as soon as the end is decided,
     * that of the task only once the task has ended. Kernels older than 5.17 show it late in
     * either.
     */
    private static String causeOfEnd(ProcessId process, byte state) {
        Optional<String> stat =
                StartTime.stat(process.pid())
                        .filter(
                                line ->
                                        StartTime.startTime(line)
                                                .equals(OptionalLong.of(process.startTime())));
        if (stat.isEmpty()) {
            return "gone";
        }
        long code = StartTime.field(stat.get(), FIELD_EXIT_CODE).orElse(0);
        long signal = code & 0x7f;
        if (signal != 0) {
            return "killed by signal " + signal;
        }
        return state == 'Z' || code != 0 ? "exited with code " + (code >> 8) : "exited";
    }

    /** From the file of the whole process: that of the first task knows of no other's work. */
    @Override
    public OptionalLong ticksUsed() {
        Optional<String> stat = StartTime.stat(process.pid());
        return stat.isPresent() ? ticksUsed(stat.get()) : OptionalLong.empty();
    }

    private static OptionalLong ticksUsed(String stat) {
        OptionalLong user = StartTime.field(stat, FIELD_USER_TICKS);
        OptionalLong system = StartTime.field(stat, FIELD_SYSTEM_TICKS);
        return user.isPresent() && system.isPresent()
                ? OptionalLong.of(user.getAsLong() + system.getAsLong())
                : OptionalLong.empty();
    }

    @Override
    public String cause() {
        return cause;
    }

    @Override
    public void close() {
        Optional<FileChannel> file = open;
        open = Optional.empty();
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException reading) {
            // Nothing was written through it, so nothing is lost.
        }
    }
}
