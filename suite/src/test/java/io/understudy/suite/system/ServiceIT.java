package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.View;
import io.understudy.suite.Launcher;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service as its users meet it: by commands, while replicas are killed. */
@Tag("system")
class ServiceIT {

    @RegisterExtension private static final RunningCluster CLUSTER = new RunningCluster();

    /** What a command wrote to standard output, and with what it ended. */
    private record Ran(int exitCode, List<String> lines) {}

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, Launcher.ours().script().toString());
        command.add("--config");
        command.add(CLUSTER.local().description().file().toString());
        return command;
    }

    private static Ran pipe(String input, String... words)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(words))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out.lines().toList());
    }

    private static int exitCode(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Ran run(String... words) throws IOException, InterruptedException {
        return pipe("", words);
    }

    @Test
    void whatWasWrittenIsReadAfterTheDeathOfThePrimary() throws Exception {
        View before = CLUSTER.first();
        assertEquals(new Ran(0, List.of()), run("put", "colour", "blue"));
        assertEquals(new Ran(0, List.of()), run("append", "colour", " green"));
        assertEquals(new Ran(0, List.of("blue green")), run("get", "colour"));

        CLUSTER.killReplica(before.primary().name());

        assertEquals(new Ran(0, List.of("blue green")), run("get", "colour"));
        assertEquals(new Ran(0, List.of()), run("append", "colour", " red"));
        CLUSTER.awaitFullView(before.number() + 1);
        assertEquals(new Ran(0, List.of("blue green red")), run("get", "colour"));
    }

    @Test
    void aKeyThatIsAbsentIsAFailureWithoutAValue() throws Exception {
        assertEquals(new Ran(1, List.of()), run("get", "nothing"));
    }

    /** Whoever reads a value into a file must be able to trust the exit code. */
    @Test
    void anAnswerThatCouldNotBeWrittenIsNoSuccess() throws Exception {
        assertEquals(new Ran(0, List.of()), run("put", "kept", "value"));
        for (String command : List.of("get kept", "get kept --json", "scan kept")) {
            Process process =
                    new ProcessBuilder(command(command.split(" ")))
                            .redirectOutput(new File("/dev/full"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            assertEquals(74, exitCode(process), command);
        }
    }

    @Test
    void anEndlessClientEndsWithItsReader() throws Exception {
        Process process =
                new ProcessBuilder(command("client", "--every", "1ms"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getInputStream().close();
        assertEquals(74, exitCode(process));
    }

    @Test
    void aPipeIsAnsweredLineByLine() throws Exception {
        Ran ran =
                pipe(
                        "put p:a 'one two'\nincr p:b -3\nget p:a\nget\ncas p:a x y\nscan p:\n",
                        "shell");
        assertEquals(6, ran.lines().size(), ran.toString());
        assertEquals("{\"outcome\":\"done\"}", ran.lines().get(0));
        assertEquals("{\"outcome\":\"done\",\"value\":\"-3\"}", ran.lines().get(1));
        assertEquals("{\"outcome\":\"done\",\"value\":\"one two\"}", ran.lines().get(2));
        assertTrue(ran.lines().get(3).startsWith("{\"outcome\":\"mistake\""), ran.toString());
        assertEquals("{\"outcome\":\"different\",\"value\":\"one two\"}", ran.lines().get(4));
        assertEquals(
                "{\"outcome\":\"done\",\"entries\":[{\"key\":\"p:a\",\"value\":\"one two\"},"
                        + "{\"key\":\"p:b\",\"value\":\"-3\"}],\"more\":false}",
                ran.lines().get(5));
        assertEquals(1, ran.exitCode(), "one line was no operation");
    }

    @Test
    void aClientCountsThroughTheDeathOfThePrimary() throws Exception {
        View before = CLUSTER.first();
        CLUSTER.killReplica(before.primary().name());

        Ran ran = run("client", "--key", "counted", "--every", "1ms", "--count", "50");

        assertEquals(0, ran.exitCode());
        assertEquals(50, ran.lines().size());
        assertTrue(ran.lines().get(49).startsWith("#50 incr counted: 50 ("), ran.toString());
    }
}
