package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal gets. */
class ShellTalkTest {

    private static final String PROMPT = "> ";
    private static final long WAIT_MS = 100;

    private static final String ENTER = "\r";
    private static final String CTRL_P = "\020";
    private static final String TAB = "\t";
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";

    @TempDir private Path home;

    private final List<KvOperation> called = new ArrayList<>();

    private Function<KvOperation, CompletableFuture<KvAnswer>> service =
            operation -> {
                called.add(operation);
                return CompletableFuture.completedFuture(new KvAnswer.Done());
            };

    private PipedOutputStream keys = new PipedOutputStream();

    /** To the terminal, in the last talk. */
    private String sent = "";

    /** All that has been shown so far. */
    private static final class Shown extends ByteArrayOutputStream {

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        @Override
        public synchronized void write(int each) {
            super.write(each);
            notifyAll();
        }

        /** Without what only moves the cursor. */
        private synchronized String text() {
            return toString(StandardCharsets.UTF_8)
                    .replaceAll("\033(\\[[0-9;?]*[a-zA-Z]|[=>])", "");
        }

        /** That text at the end of the line of the prompt of that number, from 1. */
        private synchronized void await(int prompt, String typed, Future<?> shell)
                throws InterruptedException {
            while (!text().endsWith(PROMPT + typed) || text().split(PROMPT, -1).length <= prompt) {
                assertFalse(shell.isDone(), text());
                wait(WAIT_MS);
            }
        }
    }

    private Optional<Path> history() {
        return ShellHistory.in(home, new PrintWriter(new StringWriter()));
    }

    /**
     * @param history of the shell
     * @param typed each at a prompt of its own
     * @return all that was shown
     */
    private String talk(Optional<Path> history, String... typed) throws Exception {
        Shown shown = new Shown();
        keys = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(keys);
                Terminal terminal =
                        TerminalBuilder.builder()
                                .system(false)
                                .streams(in, shown)
                                .type("xterm")
                                .encoding(StandardCharsets.UTF_8)
                                .graphemeCluster(false)
                                .build()) {
            Future<Integer> shell =
                    CompletableFuture.supplyAsync(new ShellTalk(service, terminal, history)::run);
            for (int i = 0; i < typed.length; i++) {
                shown.await(i + 1, "", shell);
                String[] parts = typed[i].split("(?=" + CTRL_C + ")");
                type(parts[0]);
                if (parts.length > 1) {
                    shown.await(i + 1, parts[0], shell);
                    type(parts[1]);
                }
            }
            assertEquals(0, shell.get());
        }
        sent = shown.toString(StandardCharsets.UTF_8);
        return shown.text();
    }

    private void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException nobodyReads) {
            throw new UncheckedIOException(nobodyReads);
        }
    }

    private static KvOperation put(String key, String value) {
        return new KvOperation.Put(Bytes.utf8(key), Bytes.utf8(value));
    }

    @Test
    void aLineOfBeforeIsThereAgain() throws Exception {
        talk(Optional.empty(), "put a 1" + ENTER, CTRL_P + ENTER, "quit" + ENTER);
        assertEquals(List.of(put("a", "1"), put("a", "1")), called);
    }

    @Test
    void linesAreThereInTheNextShellToo() throws Exception {
        talk(history(), "put a 1" + ENTER, " put b secret" + ENTER, CTRL_D);
        called.clear();
        talk(history(), CTRL_P + ENTER, CTRL_D);
        assertEquals(List.of(put("a", "1")), called, "but for what began with a blank");
    }

    @Test
    void nobodyElseMayReadTheLines() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(history().orElseThrow())));
    }

    @Test
    void withoutAFileForThemLinesAreNotKept() throws Exception {
        StringWriter told = new StringWriter();
        Path nowhere = home.resolve("absent");
        assertEquals(Optional.empty(), ShellHistory.in(nowhere, new PrintWriter(told, true)));
        assertTrue(told.toString().startsWith("lines are not kept: "), told.toString());
        Path folder = Files.createDirectory(home.resolve(".understudy_history"));
        var permissions = Files.getPosixFilePermissions(folder);
        assertEquals(Optional.empty(), history());
        assertEquals(permissions, Files.getPosixFilePermissions(folder), "it is left as it was");
    }

    /** Such as a disk that was full has left. */
    @Test
    void withAFileThatCannotBeReadLinesAreNotKept() throws Exception {
        Files.write(home.resolve(".understudy_history"), new byte[] {'1', ':', (byte) 0xC3});
        assertEquals(Optional.empty(), history());
    }

    @Test
    void linesThatArePastedAreCalledOneAfterTheOther() throws Exception {
        talk(Optional.empty(), "put a 1" + ENTER + "put b 2" + ENTER, "", CTRL_D);
        assertEquals(List.of(put("a", "1"), put("b", "2")), called);
        String marksWanted = "\033[?2004h";
        assertFalse(sent.contains(marksWanted), "the terminal must not make one line of them");
    }

    @Test
    void aLineIsCalledAsItWasTyped() throws Exception {
        talk(Optional.empty(), "put a 'x!y\\z #1'" + ENTER, CTRL_D);
        assertEquals(List.of(put("a", "x!y\\z #1")), called);
    }

    @Test
    void anUnclosedQuoteIsAMistakeAtTheEndOfItsLine() throws Exception {
        String shown = talk(Optional.empty(), "put a 'x" + ENTER, CTRL_D);
        assertTrue(shown.contains("mistake: "), shown);
    }

    @Test
    void aTabCompletesAnOperation() throws Exception {
        talk(Optional.empty(), "del" + TAB + "a" + ENTER, CTRL_D);
        assertEquals(List.of(new KvOperation.Delete(Bytes.utf8("a"))), called);
    }

    @Test
    void ctrlCGivesUpTheLineAndNotTheShell() throws Exception {
        talk(Optional.empty(), "put a 1" + CTRL_C, "put b 2" + ENTER, CTRL_D);
        assertEquals(List.of(put("b", "2")), called);
    }

    @Test
    void ctrlCGivesUpAnAnswerAndNotTheShell() throws Exception {
        service =
                operation -> {
                    type(CTRL_C);
                    return new CompletableFuture<>();
                };
        String shown = talk(Optional.empty(), "put a 1" + ENTER, CTRL_D);
        assertTrue(shown.contains("unknown: it was given up"), shown);
    }

    @Test
    void arrowsAreKnownInBothFormsThatTerminalsSend() throws Exception {
        talk(Optional.empty(), "put a 1" + ENTER, "\033[A" + ENTER, "\033OA" + ENTER, CTRL_D);
        assertEquals(3, called.size());
    }

    @Test
    void ctrlCInAnEmptyLineSaysHowToEnd() throws Exception {
        String shown = talk(Optional.empty(), CTRL_C, CTRL_D);
        assertTrue(shown.contains("\"quit\" or Ctrl-D ends the shell"), shown);
    }
}
