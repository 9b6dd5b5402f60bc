package io.understudy.suite;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
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
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 outcome unknown, 64 wrong usage or cluster file,",
            "74 done, but standard output did not take all that there was to say.",
            "",
            "Examples:",
            "  understudy demo",
            "  understudy rm RM1 --config cluster.json",
            "  understudy status --json",
            "  understudy COMMAND --help"
        })
final class Understudy {

    /** In the order in which help lists them. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS =
            List.of(
                    Map.entry("demo", DemoCommand.class),
                    Map.entry("status", StatusCommand.class),
                    Map.entry("watch", WatchCommand.class),
                    Map.entry("get", GetCommand.class),
                    Map.entry("put", PutCommand.class),
                    Map.entry("append", AppendCommand.class),
                    Map.entry("put-hash", PutHashCommand.class),
                    Map.entry("delete", DeleteCommand.class),
                    Map.entry("cas", CompareAndSetCommand.class),
                    Map.entry("incr", IncrementCommand.class),
                    Map.entry("scan", ScanCommand.class),
                    Map.entry("shell", ShellCommand.class),
                    Map.entry("client", ClientCommand.class),
                    Map.entry("bench", BenchCommand.class),
                    Map.entry("rm", ManagerCommand.class),
                    Map.entry("gfd", GlobalDetectorCommand.class),
                    Map.entry("lfd", LocalDetectorCommand.class),
                    Map.entry("replica", ReplicaCommand.class),
                    Map.entry("warm-up", WarmUpCommand.class));

    private Understudy() {}

    /** All commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * What those arguments need. Reading the annotations of all commands would take 0.2 s of each
     * start.
     */
    static CommandLine commandLineFor(String... arguments) {
        List<Map.Entry<String, Class<?>>> named =
                COMMANDS.stream()
                        .filter(each -> arguments.length > 0 && each.getKey().equals(arguments[0]))
                        .toList();
        return commandLine(named.isEmpty() ? COMMANDS : named);
    }

    private static CommandLine commandLine(List<Map.Entry<String, Class<?>>> commands) {
        CommandLine line = new CommandLine(new Understudy());
        commands.forEach(each -> line.addSubcommand(each.getKey(), each.getValue()));
        letNumbersBeNegative(line);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                // A key or a value may begin with '@': it is no file's name.
                .setExpandAtFiles(false)
                .setExecutionStrategy(Understudy::executeAndLook)
                .setParameterExceptionHandler(Understudy::sayUsage)
                .setExecutionExceptionHandler(Understudy::sayFailure);
    }

    /** Where a word that begins with a minus may be a number, it is not taken for an option. */
    static void letNumbersBeNegative(CommandLine commands) {
        CommandLine increment = commands.getSubcommands().get("incr");
        if (increment != null) {
            increment.getCommandSpec().parser().unmatchedOptionsArePositionalParams(true);
        }
    }

    /** A writer keeps to itself that the disk is full, or that nobody reads what it writes. */
    private static int executeAndLook(CommandLine.ParseResult parsed) {
        int exitCode = new CommandLine.RunLast().execute(parsed);
        CommandLine command = parsed.commandSpec().commandLine();
        if (!command.getOut().checkError()) {
            return exitCode;
        }
        command.getErr().println("understudy: standard output did not take all of it");
        return exitCode == ExitCodes.DONE ? ExitCodes.OUTPUT_LOST : exitCode;
    }

    private static int sayUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
            return ExitCodes.USAGE;
        }
        err.println(
                "understudy: "
                        + UsageMistake.text(mistake)
                        + "; see "
                        + command.getCommandSpec().qualifiedName()
                        + " --help");
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
