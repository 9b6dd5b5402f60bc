package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import io.understudy.runtime.StartTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at a process through what every JDK has. Sees an end only once the operating system has
 * cleared the process away, and never a stop.
 */
final class HandleLook implements Look {

    private final ProcessId process;
    private final Optional<ProcessHandle> handle;

    HandleLook(ProcessId process) {
        this.process = process;
        this.handle =
                ProcessHandle.of(process.pid())
                        .filter(found -> StartTime.isOf(process.pid(), process.startTime()));
    }

    @Override
    public ProcessId process() {
        return process;
    }

    /** A handle knows its process's start time, so it is not deceived by a pid that was reused. */
    @Override
    public Sight look() {
        return handle.filter(ProcessHandle::isAlive).isPresent() ? Sight.RUNNING : Sight.ENDED;
    }

    @Override
    public OptionalLong ticksUsed() {
        return OptionalLong.empty();
    }

    @Override
    public String cause() {
        return "gone";
    }

    @Override
    public void close() {
        // A handle holds nothing that is to be given back.
    }
}
