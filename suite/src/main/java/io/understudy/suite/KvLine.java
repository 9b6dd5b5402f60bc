package io.understudy.suite;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The operations as lines of a shell: the commands of the same names, without their options. */
@Command(name = "")
final class KvLine {

    static final List<Class<? extends KvCommand>> OPERATIONS =
            List.of(
                    GetCommand.class,
                    PutCommand.class,
                    AppendCommand.class,
                    PutHashCommand.class,
                    DeleteCommand.class,
                    CompareAndSetCommand.class,
                    IncrementCommand.class,
                    ScanCommand.class);

    private static final String HELP = "help";
    private static final List<String> HELPS = List.of(HELP, "?");
    private static final List<String> ENDS = List.of("quit", "exit");

    private static final List<String> QUOTING =
            List.of(
                    "Words end at blanks, but not between 'single' or \"double\" quotes. Outside of single"
                            + " quotes",
                    "a backslash takes the meaning of the next character. '' is an empty word.");

    private final CommandLine lines = new CommandLine(this);

    KvLine() {
        // A value may begin with '@', and no line may read a file.
        lines.setExpandAtFiles(false);
        for (Class<? extends KvCommand> operation : OPERATIONS) {
            CommandLine command = new CommandLine(operation);
            CommandSpec spec = command.getCommandSpec();
            spec.mixins().get(KvCommand.CommandOptions.NAME).options().forEach(spec::remove);
            // Help has a word of its own here.
            spec.options().stream()
                    .filter(option -> option.usageHelp() || option.versionHelp())
                    .toList()
                    .forEach(spec::remove);
            lines.addSubcommand(command);
        }
        // Colours would count as characters where columns are lined up.
        lines.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        Understudy.letNumbersBeNegative(lines);
    }

    /**
     * Valid until the next line is read.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    KvCommand read(List<String> words) {
        try {
            var parsed = lines.parseArgs(words.toArray(String[]::new));
            if (!parsed.hasSubcommand()) {
                throw new IllegalArgumentException("no operation");
            }
            return (KvCommand) parsed.subcommand().commandSpec().userObject();
        } catch (ParameterException mistake) {
            throw new IllegalArgumentException(UsageMistake.text(mistake), mistake);
        }
    }

    /** With what a line can begin. */
    List<String> names() {
        List<String> names = new ArrayList<>(lines.getSubcommands().keySet());
        names.add(HELP);
        names.addAll(ENDS);
        return names;
    }

    /** One line for each, the shell's own words, and how words are told apart. */
    List<String> help() {
        List<String> help = new ArrayList<>();
        lines.getSubcommands()
                .values()
                .forEach(
                        command ->
                                help.add(
                                        helpLine(
                                                synopsis(command),
                                                command.getCommandSpec()
                                                        .usageMessage()
                                                        .description()[0])));
        help.add(helpLine(HELP, "Lists what can be typed."));
        help.add(helpLine(String.join(", ", ENDS), "Ends the shell."));
        help.addAll(QUOTING);
        return help;
    }

    private static String helpLine(String synopsis, String description) {
        return String.format("  %-42s %s", synopsis, description);
    }

    /** Whatever follows: there is little enough of it to be told at once. */
    static boolean asksForHelp(String text) {
        return HELPS.contains(text.strip().split("\\s", 2)[0]);
    }

    static boolean isTheEnd(String text) {
        return ENDS.contains(text.strip());
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).strip();
    }
}
