package io.understudy.localdetector;

import java.util.OptionalLong;

/**
 * What a local detector may ask of its machine's operating system. No method blocks; what takes
 * time is answered by one of the {@link Events}, and never before the method has returned.
 */
public interface Processes {

    /** Empty where no process has that pid, or where this detector may not know. */
    OptionalLong startTimeOf(long pid);

    /**
     * From now on tells of that process: its stops, and once its end. A process that ended before
     * this was called counts as one that ends now. Watching twice is watching once; there is no way
     * to stop, since a replica is watched until it ends.
     */
    void watch(ProcessId process);

    /** There is reason to believe that this watched process has ended: look now. */
    void look(ProcessId process);

    /**
     * Sends SIGKILL, if pid and start time still belong together.
     *
     * @return false if the process runs and this detector may not or could not end it; true says
     *     that {@link Events#onProcessEnded} follows for a watched process, not that it has ended
     */
    boolean kill(ProcessId process);

    /** Runs the group's launch command; {@code onLaunched} or {@code onLaunchFailed} follows. */
    void launch(String group, String replica);

    /** What the operating system tells the detector. */
    interface Events {

        /**
         * Certain: the process has ended, or is past the point from which none of its own code runs
         * again.
         *
         * @param cause for people
         */
        void onProcessEnded(ProcessId process, String cause);

        /** It was stopped by a signal. It may go on at any time, so this proves nothing. */
        void onProcessStopped(ProcessId process);

        void onProcessContinued(ProcessId process);

        void onLaunched(String replica, ProcessId process);

        void onLaunchFailed(String replica, String reason);

        /** A process that was launched has left its code; its end is often known before. */
        void onExitCode(String replica, ProcessId process, int code);
    }
}
