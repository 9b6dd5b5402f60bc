package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node in a process of its own: how it ends and what it leaves. */
class ProcessTest {

    @TempDir private Path folder;

    private Process start(String fault) throws IOException {
        return process(fault).start();
    }

    private ProcessBuilder process(String fault) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        TestProcess.class.getName(),
                        TestCluster.S1.role().name(),
                        TestCluster.S1.name(),
                        fault)
                .directory(folder.toFile());
    }

    private static String absolute(String classPath) {
        return List.of(classPath.split(java.io.File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("target/logs/S1.log"));
    }

    @Test
    void aProcessThatIsAskedToEndDoesSoWithoutComplaint() throws Exception {
        Process process = start("nothing");
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (!line.endsWith(" S1 started")) {
            line = said.readLine();
        }
        process.destroy();
        assertEquals(0, process.waitFor());
        assertTrue(log().contains(" S1 started\n"), log());
        assertTrue(log().contains(" S1 ended\n"), log());
    }

    @Test
    void aProcessThatFindsABugInItselfLeavesItsLastFacts() throws Exception {
        Process process = start("bug");
        process.getErrorStream().readAllBytes();
        assertEquals(LastWords.EXIT_CODE, process.waitFor());
        String log = log();
        assertTrue(log.contains(" S1 ERROR halt node=S1 code=70 "), log);
        assertTrue(log.contains("\nstarted\n"), log);
        assertTrue(log.contains("IllegalStateException: planted"), log);
    }

    @Test
    void aProcessWithoutAConsoleWritesToItsLogAlone() throws Exception {
        ProcessBuilder silent = process("bug").redirectErrorStream(true);
        silent.environment().put(Logs.CONSOLE, Logs.OFF);
        Process process = silent.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertEquals("", said);
        assertTrue(log().contains(" S1 ERROR halt node=S1 "), log());
    }
}
