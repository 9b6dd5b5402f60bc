package io.understudy.suite;

import java.util.List;
import java.util.stream.Collectors;
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
            throw new IllegalArgumentException(mistake.getMessage(), mistake);
        }
    }

    /** One line for each. */
    String help() {
        return lines.getSubcommands().values().stream()
                .map(
                        command ->
                                String.format(
                                        "  %-42s %s",
                                        synopsis(command),
                                        command.getCommandSpec().usageMessage().description()[0]))
                .collect(Collectors.joining("\n"));
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).strip();
    }
}
