package io.understudy.suite;

import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.ArgumentCompleter;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * One operation after the other, as a person types them at a terminal, with the lines of before at
 * hand.
 */
final class ShellTalk {

    private static final String PROMPT = "> ";

    private static final int HISTORY_LINES_MAX = 1_000;

    private final Function<KvOperation, CompletableFuture<KvAnswer>> service;
    private final KvLine line = new KvLine();
    private final LineReader lines;
    private final Terminal terminal;
    private final PrintWriter out;

    /**
     * @param history the file that keeps lines for the next time; none: they end with this shell
     */
    ShellTalk(
            Function<KvOperation, CompletableFuture<KvAnswer>> service,
            Terminal terminal,
            Optional<Path> history) {
        this.service = service;
        this.terminal = terminal;
        out = terminal.writer();
        lines =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(wholeLines())
                        .completer(
                                new ArgumentCompleter(
                                        new StringsCompleter(line.names()), NullCompleter.INSTANCE))
                        // A value may hold '!', which here names no line of before.
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                        // Several lines that are pasted are lines as if they were typed.
                        .option(LineReader.Option.BRACKETED_PASTE, false)
                        .variable(LineReader.HISTORY_SIZE, HISTORY_LINES_MAX)
                        .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES_MAX)
                        .build();
        bindArrowKeys();
        history.ifPresent(file -> lines.setVariable(LineReader.HISTORY_FILE, file));
    }

    /** As a terminal sends them that was not told yet that a line is being edited. */
    private void bindArrowKeys() {
        KeyMap<Binding> keys = lines.getKeyMaps().get(LineReader.MAIN);
        keys.bind(new Reference(LineReader.UP_LINE_OR_HISTORY), "\033[A");
        keys.bind(new Reference(LineReader.DOWN_LINE_OR_HISTORY), "\033[B");
        keys.bind(new Reference(LineReader.FORWARD_CHAR), "\033[C");
        keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\033[D");
    }

    /** A line ends where it ends; quotes and backslashes within it are {@link ShellWords}'s. */
    private static DefaultParser wholeLines() {
        return new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
    }

    /** Until the end of what is typed, or the word that says so. */
    int run() {
        while (true) {
            try {
                String text = lines.readLine(PROMPT);
                if (KvLine.isTheEnd(text)) {
                    return ExitCodes.DONE;
                }
                answer(text);
                out.flush();
            } catch (UserInterruptException lineGivenUp) {
                if (lineGivenUp.getPartialLine().isEmpty()) {
                    out.println("\"quit\" or Ctrl-D ends the shell");
                }
            } catch (EndOfFileException end) {
                return ExitCodes.DONE;
            }
        }
    }

    private void answer(String text) {
        if (KvLine.asksForHelp(text)) {
            line.help().forEach(out::println);
        } else if (!text.isBlank()) {
            say(called(text));
        }
    }

    private KvTold called(String text) {
        try {
            KvOperation operation = line.read(ShellWords.of(text)).operation();
            return waitFor(operation);
        } catch (IllegalArgumentException mistake) {
            return KvTold.mistake(mistake.getMessage());
        }
    }

    /** At most until Ctrl-C: whoever has waited for long enough still has the shell. */
    private KvTold waitFor(KvOperation operation) {
        CompletableFuture<KvTold> givenUp = new CompletableFuture<>();
        SignalHandler before =
                terminal.handle(Signal.INT, signal -> givenUp.complete(KvTold.givenUp()));
        try {
            return KvCommand.tell(service.apply(operation), operation)
                    .applyToEither(givenUp, told -> told)
                    .join();
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private void say(KvTold told) {
        told.lines(Screen.TERMINAL).forEach(out::println);
        told.remark().ifPresent(out::println);
        if (told.values().isEmpty() && told.remark().isEmpty()) {
            out.println(told.json().path("outcome").asString().toLowerCase(Locale.ROOT));
        }
    }
}
