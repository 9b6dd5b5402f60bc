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
 * and nobody knows. But the flag {@code PF_EXITING} is set before, and here it is to be read. (The
 * first of many threads often is a zombie as early; one that frees the memory itself is not.)
 *
 * <p>The file that is open stays bound to this one process: should another get its pid, this file
 * shows nothing of it. The file of the first task, and not {@code /proc/PID/stat}, since the latter
 * adds up the times of all threads at each look, which costs more the more threads there are. A
 * look allocates nothing.
 */
final class ProcStat implements Look {

    /** Blanks between the state, which follows the name, and the flags, field 9. */
    private static final int BLANKS_TO_FLAGS = 6;

    private static final int FIELD_EXIT_CODE = 52;

    /** In the kernel's include/linux/sched.h. */
    private static final int PF_EXITING = 0x4;

    /** Holds all fields up to the flags: the name has at most 64 bytes. */
    private static final int BYTES_TO_FLAGS = 256;

    private static final int BYTES_MAX = 4_096;

    private final ProcessId process;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES_TO_FLAGS);
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
            return sight(file);
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

    private Sight sight(FileChannel file) throws IOException {
        int at = stateAt(buffer);
        if (at < 0) {
            throw new IOException("no stat");
        }
        Sight sight = sight(buffer, at);
        if (sight == Sight.ENDED) {
            cause = causeOfEnd(file, buffer.get(at));
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
        if (state == 'Z' || state == 'X' || (flags(stat, stateAt) & PF_EXITING) != 0) {
            return Sight.ENDED;
        }
        return state == 'T' ? Sight.STOPPED : Sight.RUNNING;
    }

    private static long flags(ByteBuffer stat, int stateAt) {
        int at = stateAt;
        for (int blanks = 0; blanks < BLANKS_TO_FLAGS; at++) {
            blanks += stat.get(at) == ' ' ? 1 : 0;
        }
        long flags = 0;
        for (byte digit = stat.get(at); digit != ' '; digit = stat.get(++at)) {
            flags = 10 * flags + digit - '0';
        }
        return flags;
    }

    /** The kernel notes the exit code a moment after the flag, and shows it to some only. */
    private static String causeOfEnd(FileChannel file, byte state) throws IOException {
        long code = StartTime.field(readAll(file), FIELD_EXIT_CODE).orElse(0);
        long signal = code & 0x7f;
        if (signal != 0) {
            return "killed by signal " + signal;
        }
        return state == 'Z' || code != 0 ? "exited with code " + (code >> 8) : "exited";
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
