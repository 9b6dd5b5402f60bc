package io.understudy.localdetector.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ClusterFile;
import io.understudy.config.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchCommandTest {

    private final ClusterFile cluster = TestCluster.in(Path.of("/cluster")).file();

    private static Launch launch(String... command) {
        Duration second = Duration.ofSeconds(1);
        return new Launch(List.of(command), second, second, 1, second, second);
    }

    private static List<String> withoutSetsid(Optional<List<String>> words) {
        return words.orElseThrow().stream().filter(word -> !word.endsWith("/setsid")).toList();
    }

    @Test
    void theGroupsOwnCommandIsTold() {
        LaunchCommand command = new LaunchCommand(cluster, Optional.of("/suite/understudy"));

        assertEquals(
                List.of("run", "--name=S1", "/cluster/understudy.json"),
                withoutSetsid(command.of(launch("run", "--name={name}", "{config}"), "S1")));
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
                withoutSetsid(command.of(launch(), "S1")));
    }

    @Test
    void withNeitherThereIsNoCommand() {
        assertEquals(
                Optional.empty(), new LaunchCommand(cluster, Optional.empty()).of(launch(), "S1"));
    }
}
