package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ClusterFile;
import io.understudy.config.Launch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LaunchCommandTest {

    private final ClusterFile cluster = TestCluster.in(Path.of("/cluster")).file();

    private static Launch launch(String... command) {
        Duration second = Duration.ofSeconds(1);
        return new Launch(List.of(command), second, second, 1, second, second);
    }

    /** What stands before it keeps the terminal's signals off it, and differs between systems. */
    private static List<String> end(Optional<List<String>> words, int count) {
        List<String> all = words.orElseThrow();
        return all.subList(all.size() - count, all.size());
    }

    @Test
    void theGroupsOwnCommandIsTold() {
        LaunchCommand command = new LaunchCommand(cluster, Optional.of("/suite/understudy"));

        assertEquals(
                List.of("run", "--name=S1", "/cluster/understudy.json"),
                end(command.of(launch("run", "--name={name}", "{config}"), "S1"), 3));
    }

    @Test
    void withoutOneTheSuitesLauncherIsUsed() {
        LaunchCommand command = new LaunchCommand(cluster, Optional.of("/suite/understudy"));

        assertEquals(
                List.of(
                        "/suite/understudy",
                        "replica",
                        "S1",
                        "--config",
                        "/cluster/understudy.json"),
                end(command.of(launch(), "S1"), 5));
    }

    /** In proc(5) the fifth field; what a process that was just forked off has is its parent's. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsLaunchedHasAProcessGroupOfItsOwn() throws Exception {
        LaunchCommand command = new LaunchCommand(cluster, Optional.empty());
        List<String> words =
                command.of(launch("sh", "-c", "cut -d' ' -f1,5 /proc/$$/stat"), "S1").orElseThrow();

        Process launched = new ProcessBuilder(words).start();
        String said = new String(launched.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(launched.pid() + " " + launched.pid(), said.strip());
    }

    @Test
    void withNeitherThereIsNoCommand() {
        assertEquals(
                Optional.empty(), new LaunchCommand(cluster, Optional.empty()).of(launch(), "S1"));
    }
}
