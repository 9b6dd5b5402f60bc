package io.understudy.suite;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The one executable: all that it can be asked to do, and how it says what went wrong. */
@Command(
        name = "understudy",
        description = "Keeps a service answering while the machines under it die.",
        mixinStandardHelpOptions = true,
        versionProvider = Understudy.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            GetCommand.class,
            PutCommand.class,
            AppendCommand.class,
            PutHashCommand.class,
            DeleteCommand.class,
            CompareAndSetCommand.class,
            IncrementCommand.class,
            ScanCommand.class,
            ShellCommand.class,
            ClientCommand.class,
            BenchCommand.class,
            ManagerCommand.class,
            GlobalDetectorCommand.class,
            LocalDetectorCommand.class,
            ReplicaCommand.class,
            WarmUpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 outcome unknown, 64 wrong usage or cluster file.",
            "",
            "Examples:",
            "  understudy demo",
            "  understudy rm RM1 --config cluster.json",
            "  understudy status --json",
            "  understudy COMMAND --help"
        })
final class Understudy {

    private Understudy() {}

    static CommandLine commandLine() {
        CommandLine commands =
                new CommandLine(new Understudy())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        // A key or a value may begin with '@': it is no file's name.
                        .setExpandAtFiles(false)
                        .setParameterExceptionHandler(Understudy::sayUsage)
                        .setExecutionExceptionHandler(Understudy::sayFailure);
        letNumbersBeNegative(commands);
        return commands;
    }

    /** Where a word that begins with a minus may be a number, it is not taken for an option. */
    static void letNumbersBeNegative(CommandLine commands) {
        commands.getSubcommands()
                .get("incr")
                .getCommandSpec()
                .parser()
                .unmatchedOptionsArePositionalParams(true);
    }

    private static int sayUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
            return ExitCodes.USAGE;
        }
        err.println("understudy: " + mistake.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCodes.USAGE;
    }

    private static int sayFailure(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof Failed failed) {
            failed.lines().forEach(line -> command.getErr().println("understudy: " + line));
            return failed.exitCode();
        }
        // A bug of ours: the stack trace is what its finder needs.
        throw failure;
    }

    /** What the build wrote into the jar; classes that were never packed have no version. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String built = Understudy.class.getPackage().getImplementationVersion();
            return new String[] {"understudy " + (built == null ? "not packaged" : built)};
        }
    }
}
