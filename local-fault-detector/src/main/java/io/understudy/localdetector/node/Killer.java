package io.understudy.localdetector.node;

import io.understudy.localdetector.ProcessId;
import io.understudy.runtime.StartTime;
import java.util.Optional;

/**
 * Ends processes, and only those that are proved to be the ones meant.
 *
 * <p>Between the proof and the signal a process could end and its pid be given to another, if the
 * system went through all its pids in those microseconds. The JDK's handle compares the start time
 * once more right before the signal; nothing better can be had without native code.
 */
final class Killer {

    private final long ownPid = ProcessHandle.current().pid();

    /**
     * Sends SIGKILL.
     *
     * @return whether that process has ended or soon will
     */
    boolean kill(ProcessId process) {
        if (process.pid() == ownPid) {
            return false;
        }
        // The handle first, then the proof: so the handle is of the process that was proved.
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        if (handle.isEmpty() || !StartTime.isOf(process.pid(), process.startTime())) {
            return StartTime.isGone(process.pid(), process.startTime());
        }
        return handle.get().destroyForcibly() || !handle.get().isAlive();
    }
}
