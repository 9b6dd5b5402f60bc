package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    /** Words as somebody types them, and what is wrong with them. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "status --josn", "there is no option --josn; see understudy status --help"),
                arguments("frob", "there is no command frob; see understudy --help"),
                arguments("bench frob", "there is no command frob; see understudy bench --help"),
                arguments(
                        "bench failver",
                        "there is no command failver, perhaps failover; see understudy bench --help"),
                arguments("get", "KEY is missing; see understudy get --help"),
                arguments("put k", "VALUE is missing; see understudy put --help"),
                arguments(
                        "put k -x",
                        "there is no option -x; a word that begins so needs -- before; see"
                                + " understudy put --help"),
                arguments(
                        "get dark blue",
                        "'blue' is a word too many: what has blanks needs quotes;"
                                + " see understudy get --help"),
                arguments("incr k x", "BY is 'x'; want a whole number; see understudy incr --help"),
                arguments(
                        "bench failover --kills x",
                        "--kills is 'x'; want a whole number; see understudy bench failover --help"),
                arguments(
                        "get k --timeout 5",
                        "--timeout is '5'; want a duration such as 100ms or 5s;"
                                + " see understudy get --help"),
                arguments(
                        "status --group a --group b",
                        "--group is given twice; see understudy status --help"),
                arguments("status --group", "--group needs NAME; see understudy status --help"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsOneLineThatSaysWhereToReadOn(String words, String line) {
        Said said = Said.by(words.split(" "));

        assertEquals(new Said(64, "", "understudy: " + line + "\n"), said);
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
