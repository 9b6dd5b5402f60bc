package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.localdetector.ProcessId;
import io.understudy.localdetector.Processes;
import io.understudy.runtime.StartTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operating system is asked and tells, with real processes. */
@EnabledOnOs(OS.LINUX)
class ProcessesTest {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<Process> children = new ArrayList<>();
    private final List<ProcessWatch> watches = new ArrayList<>();

    private final class Recorder implements Processes.Events {

        @Override
        public void onProcessEnded(ProcessId process, String cause) {
            events.add("ended " + cause);
        }

        @Override
        public void onProcessStopped(ProcessId process) {
            events.add("stopped");
        }

        @Override
        public void onProcessContinued(ProcessId process) {
            events.add("continued");
        }

        @Override
        public void onLaunched(String replica, ProcessId process) {
            events.add("launched " + replica);
        }

        @Override
        public void onLaunchFailed(String replica, String reason) {
            events.add("failed " + replica + " " + reason);
        }

        @Override
        public void onExitCode(String replica, ProcessId process, int code) {
            events.add("exited " + replica + " " + code);
        }
    }

    @AfterEach
    void leaveNothingBehind() {
        watches.forEach(ProcessWatch::close);
        children.forEach(Process::destroyForcibly);
    }

    private ProcessWatch watch(boolean hasProc) {
        ProcessWatch watch =
                new ProcessWatch(
                        "watch",
                        Duration.ofMillis(1),
                        hasProc,
                        event -> event.accept(new Recorder()));
        watches.add(watch);
        return watch;
    }

    private Process child(String... words) throws IOException {
        Process child = new ProcessBuilder(words).start();
        children.add(child);
        return child;
    }

    private static ProcessId idOf(Process child) {
        return new ProcessId(child.pid(), StartTime.of(child.pid()).orElseThrow());
    }

    private static void signal(String signal, Process child) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", signal, "" + child.pid()).start().waitFor());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKilledProcessIsSeenToEnd(boolean hasProc) throws Exception {
        Process child = child("sleep", "1000");
        watch(hasProc).watch(idOf(child));

        assertTrue(new Killer().kill(idOf(child)));

        assertTrue(events.take().startsWith("ended "));
    }

    /**
     * Often seen in the signal that is pending, before the process has come to its end. Its parent
     * is one that never asks for its children's ends, since nothing can be told of what is cleared
     * away.
     */
    @RepeatedTest(10)
    @EnabledIf("kernelShowsExitCodesEarly")
    void theSignalThatKilledAProcessIsTold(@TempDir Path folder) throws Exception {
        // A parent that does not clear the dead child away. What it prints it prints as tail: the
        // shell that it is before does clear away, if it comes to it.
        String script = "sleep 1000 & echo $! >\"$1\"; exec tail -f \"$1\"";
        Process parent = child("sh", "-c", script, "sh", folder.resolve("pid").toString());
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessId id = new ProcessId(pid, StartTime.of(pid).orElseThrow());
        watch(true).watch(id);

        assertTrue(new Killer().kill(id));

        assertEquals("ended killed by signal 9", events.take());
    }

    static boolean kernelShowsExitCodesEarly() {
        String[] version = System.getProperty("os.version").split("[^0-9]+");
        int major = Integer.parseInt(version[0]);
        return major > 5 || major == 5 && Integer.parseInt(version[1]) >= 17;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEndedBeforeItWasWatchedIsSeenToEnd(boolean hasProc) throws Exception {
        Process child = child("sleep", "1000");
        ProcessId id = idOf(child);
        child.destroyForcibly().waitFor();

        watch(hasProc).watch(id);

        assertEquals("ended gone", events.take());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherProcessUnderTheSamePidIsNotTheOneThatWasWatched(boolean hasProc) throws Exception {
        ProcessId id = idOf(child("sleep", "1000"));

        watch(hasProc).watch(new ProcessId(id.pid(), id.startTime() - 1));

        assertEquals("ended gone", events.take());
    }

    @Test
    void aStoppedProcessIsSeenToStop() throws Exception {
        Process child = child("sleep", "1000");
        watch(true).watch(idOf(child));

        signal("-STOP", child);
        assertEquals("stopped", events.take());
        signal("-CONT", child);
        assertEquals("continued", events.take());
    }

    @Test
    void anEndIsToldOnce() throws Exception {
        Process first = child("sleep", "1000");
        Process second = child("sleep", "1000");
        ProcessWatch watch = watch(true);
        watch.watch(idOf(first));
        watch.watch(idOf(first));
        watch.watch(idOf(second));

        first.destroyForcibly();
        assertTrue(events.take().startsWith("ended "));
        signal("-STOP", second);
        assertEquals("stopped", events.take());
    }

    @Test
    void onlyTheProcessThatIsMeantIsKilled() throws Exception {
        Process child = child("sleep", "1000");
        ProcessId id = idOf(child);
        watch(true).watch(id);

        assertTrue(new Killer().kill(new ProcessId(id.pid(), id.startTime() - 1)));

        // Had it been killed, its end would be what is seen.
        signal("-STOP", child);
        assertEquals("stopped", events.take());
    }

    @Test
    void theDetectorDoesNotKillItself() {
        long pid = ProcessHandle.current().pid();

        assertFalse(new Killer().kill(new ProcessId(pid, StartTime.of(pid).orElseThrow())));
    }

    /** Lines as the kernel writes them, of a process with a name that tries to deceive. */
    @ParameterizedTest
    @CsvSource({
        "R, 4194304, 0, RUNNING",
        "S, 1077936128, 0, RUNNING",
        "S, 4194304, 16384, RUNNING",
        "D, 4194308, 0, ENDED",
        "R, 4, 0, ENDED",
        "Z, 4227084, 0, ENDED",
        "X, 0, 0, ENDED",
        "S, 4194304, 256, ENDED",
        "T, 4194304, 16640, ENDED",
        "T, 4194304, 0, STOPPED"
    })
    void anEndIsSeenInTheStateTheFlagsOrThePendingSignals(
            char state, long flags, long pending, Look.Sight seen) {
        String between = " 18446744073709551615".repeat(21);
        String stat =
                "42 (a) Z 1 (4)) "
                        + state
                        + " 1 42 42 34816 42 "
                        + flags
                        + between
                        + " "
                        + pending
                        + " 0 0";
        ByteBuffer buffer = ByteBuffer.allocate(768).put(stat.getBytes(StandardCharsets.US_ASCII));

        assertEquals(seen, ProcStat.sight(buffer, ProcStat.stateAt(buffer)));
    }

    @Test
    void aCommandsNameMayHoldBlanksAndParentheses() {
        String stat = "42 (a) R 1 (b)) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20";

        assertEquals(OptionalLong.of(4_711), StartTime.startTime(stat));
    }
}
