package io.understudy.suite;

import io.understudy.client.node.KvClient;
import io.understudy.protocol.kv.KvOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Many operations by one client: typed by a person, or piped by a program. */
@Command(
        name = "shell",
        description = {
            "Takes operations, a line each, as the commands of the same names have them.",
            "At a terminal it prints values; \"help\" lists what can be typed, \"quit\" ends it.",
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
            "Ends with 0 if every line had its answer, with 2 if an outcome is unknown, else 1.",
            "For the history of lines at a terminal: rlwrap understudy shell",
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
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        KvClient client = service.open();
        try {
            return System.console() == null
                    ? new ShellPipe(client::call, out).run(lines)
                    : talk(client, lines, out);
        } finally {
            ServiceOption.close(client);
        }
    }

    private static int talk(KvClient client, BufferedReader lines, PrintWriter out)
            throws IOException {
        KvLine line = new KvLine();
        while (true) {
            out.print("> ");
            out.flush();
            String text = lines.readLine();
            if (text == null || KvLine.isTheEnd(text)) {
                return ExitCodes.DONE;
            }
            if (KvLine.asksForHelp(text)) {
                line.help().forEach(out::println);
            } else if (!text.isBlank()) {
                say(answer(client, line, text), out);
            }
        }
    }

    private static KvTold answer(KvClient client, KvLine line, String text) {
        try {
            KvOperation operation = line.read(ShellWords.of(text)).operation();
            return KvCommand.tell(client.call(operation), operation).join();
        } catch (IllegalArgumentException mistake) {
            return KvTold.mistake(mistake.getMessage());
        }
    }

    private static void say(KvTold told, PrintWriter out) {
        told.lines(Screen.TERMINAL).forEach(out::println);
        told.remark().ifPresent(out::println);
        if (told.values().isEmpty() && told.remark().isEmpty()) {
            out.println(told.json().path("outcome").asString().toLowerCase(Locale.ROOT));
        }
    }
}
