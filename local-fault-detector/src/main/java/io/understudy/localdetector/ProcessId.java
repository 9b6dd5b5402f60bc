package io.understudy.localdetector;

import io.understudy.protocol.Check;

/**
 * One process of this machine, told apart from every later one that is given the same pid.
 *
 * @param startTime what the operating system says of when it began; compared, never interpreted
 */
public record ProcessId(long pid, long startTime) {

    public ProcessId {
        Check.argument(pid >= 1, "pid=%d", pid);
    }
}
