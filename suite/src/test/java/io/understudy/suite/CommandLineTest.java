package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandLineTest {

    @TempDir private Path folder;

    static Stream<String> commands() {
        return Understudy.commandLine().getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(command -> command.getCommandName());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        Said said = Said.by(command, "--help");

        assertEquals(0, said.exitCode());
        assertTrue(said.out().contains("Examples:"), said.out());
        assertEquals("", said.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsFoundByTheNameThatItsHelpSays(String command) {
        CommandLine alone = Understudy.commandLineFor(command);

        assertEquals(Set.of(command), alone.getSubcommands().keySet());
        Object found = alone.getSubcommands().get(command).getCommand();
        assertEquals(command, found.getClass().getAnnotation(Command.class).name());
    }

    @Test
    void aWordThatIsNoCommandIsAnsweredWithThoseItMayHaveMeant() {
        Said said = Said.by("satus");

        assertEquals(64, said.exitCode());
        assertTrue(said.err().contains("status"), said.err());
    }

    @Test
    void theVersionIsAValueSoItGoesToStandardOutput() {
        Said said = Said.by("--version");

        assertEquals(0, said.exitCode());
        assertTrue(said.out().startsWith("understudy "), said.out());
    }

    @Test
    void noCommandIsAnsweredWithHelpOnStandardError() {
        Said said = Said.by();

        assertEquals(64, said.exitCode());
        assertTrue(said.err().contains("Usage: understudy"), said.err());
        assertEquals("", said.out());
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        Said said = Said.by("status", "--josn");

        assertEquals(64, said.exitCode());
        assertTrue(said.err().startsWith("understudy: Unknown option: '--josn'"), said.err());
        assertEquals("", said.out());
    }

    @Test
    void aWordThatBeginsLikeAFilesNameIsThatWord() {
        List<String> words =
                Understudy.commandLine()
                        .parseArgs("put", "k", "@pom.xml")
                        .subcommand()
                        .originalArgs();

        assertEquals(List.of("put", "k", "@pom.xml"), words);
    }

    @Test
    void aKeyThatCannotBeReadIsWrongUsage() {
        Said said = Said.by("client", "--key", "\uFFFD", "--count", "1");

        assertEquals(64, said.exitCode());
        assertTrue(said.err().contains("not UTF-8"), said.err());
    }

    @Test
    void aMissingClusterFileIsOneLineThatNamesIt() {
        String file = folder.resolve("nowhere.json").toString();

        Said said = Said.by("status", "--config", file);

        assertEquals(64, said.exitCode());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().startsWith("understudy: " + file), said.err());
    }

    @Test
    void eachMistakeInAClusterFileIsOneLine() throws IOException {
        Path file = folder.resolve("cluster.json");
        Files.writeString(file, "{\"cluster\": 1,\n\"machnies\": []}\n");

        Said said = Said.by("status", "--config", file.toString());

        assertEquals(64, said.exitCode());
        assertTrue(said.err().lines().count() >= 2, said.err());
        assertTrue(said.err().lines().allMatch(line -> line.startsWith("understudy: " + file)));
    }
}
