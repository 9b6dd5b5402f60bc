package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.localdetector.ProcessId;
import io.understudy.runtime.StartTime;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

class EffortTest {

    private final Effort effort = new Effort();

    @Test
    void whatUsesAFewTicksFromReviewToReviewRests() {
        effort.review(OptionalLong.of(100));

        assertFalse(effort.review(OptionalLong.of(100)));
        assertFalse(effort.review(OptionalLong.of(103)));
        assertFalse(effort.review(OptionalLong.of(106)));
    }

    @Test
    void whatUsesMoreWorks() {
        effort.review(OptionalLong.of(100));

        assertTrue(effort.review(OptionalLong.of(104)));
    }

    @Test
    void whatIsNotKnownCountsAsWork() {
        assertTrue(effort.review(OptionalLong.of(100)), "nothing to compare it with");
        assertTrue(effort.review(OptionalLong.empty()));
        assertTrue(effort.review(OptionalLong.of(100)));
        assertFalse(effort.review(OptionalLong.of(100)));
    }

    static boolean hasProc() {
        return StartTime.HAS_PROC;
    }

    @Test
    @EnabledIf("hasProc")
    @Timeout(60)
    void theWorkOfEveryThreadOfAProcessIsSeen() throws IOException, InterruptedException {
        long pid = ProcessHandle.current().pid();
        try (Look look = new ProcStat(new ProcessId(pid, StartTime.of(pid).orElseThrow()))) {
            long before = look.ticksUsed().orElseThrow();
            Thread busy =
                    new Thread(
                            () -> {
                                while (look.ticksUsed().orElseThrow() < before + 3) {
                                    Thread.onSpinWait();
                                }
                            });
            busy.start();
            busy.join();

            assertTrue(look.ticksUsed().orElseThrow() >= before + 3);
        }
    }
}
