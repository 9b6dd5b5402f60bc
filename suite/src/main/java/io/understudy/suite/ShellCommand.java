package io.understudy.suite;

import io.understudy.client.node.KvClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Many operations by one client: typed by a person, or piped by a program. */
@Command(
        name = "shell",
        description = {
            "Takes operations, a line each, as the commands of the same names have them.",
            "At a terminal it prints values; \"help\" lists what can be typed, \"quit\" ends it. Lines are"
                    + " edited as in other shells, Up and Ctrl-R find those of before, and Tab completes"
                    + " an operation; Ctrl-C gives up a line or an answer. Lines are kept in"
                    + " ~/.understudy_history, but for those that begin with a blank.",
            "From a pipe it prints one JSON object for each line, in the order of the lines, until"
                    + " their end or \"quit\"; empty lines are passed over. Lines about one key are"
                    + " executed one after the other, others side by side. The answer to a line that"
                    + " cannot be read has its number, from 1, as \"line\".",
            "Words end at blanks. In single quotes everything stands for itself. In double quotes and"
                    + " outside of any a backslash takes the meaning of the next character: \\\" is a"
                    + " quote, \\\\ a backslash, and \\n no more than an n. '' is an empty word."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "From a pipe it ends with 0 if every line had its answer, with 2 if an outcome is unknown,",
            "with 74 if answers could not be written, else with 1; at a terminal with 0.",
            "",
            "Examples:",
            "  understudy shell",
            "  printf 'put colour \"dark blue\"\\nget colour\\n' | understudy shell"
        })
final class ShellCommand implements Callable<Integer> {

    @Mixin private ServiceOption service;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        KvClient client = service.open();
        try {
            return System.console() == null
                    ? new ShellPipe(client::call, out).run(standardInput())
                    : talk(client);
        } finally {
            ServiceOption.close(client);
        }
    }

    private static BufferedReader standardInput() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static int talk(KvClient client) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(true)
                        // It would be asked of the terminal, and what was typed meanwhile dropped.
                        .graphemeCluster(false)
                        .build()) {
            ShellTalk talk =
                    new ShellTalk(client::call, terminal, ShellHistory.inHome(terminal.writer()));
            return talk.run();
        }
    }
}
