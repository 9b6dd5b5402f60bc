package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a program that types into a shell is told. */
class ShellPipeTest {

    private final List<KvOperation> called = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private int exitCode;

    private List<String> type(String lines) throws Exception {
        ShellPipe pipe =
                new ShellPipe(
                        operation -> {
                            called.add(operation);
                            return CompletableFuture.completedFuture(new KvAnswer.Done());
                        },
                        new PrintWriter(out));
        exitCode = pipe.run(new BufferedReader(new StringReader(lines)));
        return out.toString().lines().toList();
    }

    @Test
    void aMistakeIsToldWithTheNumberOfItsLine() throws Exception {
        List<String> told = type("put a 1\n\nget\nput b 'x\n");
        assertEquals(3, told.size(), told.toString());
        assertTrue(told.get(1).contains("\"line\":3"), told.get(1));
        assertTrue(told.get(2).contains("\"line\":4"), told.get(2));
        assertEquals(1, exitCode);
    }

    @Test
    void nothingIsReadBehindItsEnd() throws Exception {
        for (String end : List.of("quit", " exit ")) {
            called.clear();
            type("put a 1\n" + end + "\nput a 2\nfrob\n");
            assertEquals(1, called.size(), end);
            assertEquals(0, exitCode, end);
        }
    }

    @Test
    void helpIsOneObjectOnOneLine() throws Exception {
        for (String asked : List.of("help", " help put", "?")) {
            out.getBuffer().setLength(0);
            List<String> told = type(asked + "\nput a 1\n");
            assertEquals(2, told.size(), told.toString());
            assertTrue(told.get(0).startsWith("{\"outcome\":\"done\",\"help\":[\""), told.get(0));
            assertEquals(0, exitCode);
        }
    }

    /** Its lines may never end, as those of {@code yes} do not. */
    @Test
    void nothingIsDoneForAReaderWhoHasGone() throws Exception {
        Writer gone =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) throws IOException {
                        throw new IOException("nobody reads");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Reader endless =
                new Reader() {
                    private static final String LINE = "incr a\n";
                    private int at = 0;

                    @Override
                    public int read(char[] text, int offset, int length) {
                        text[offset] = LINE.charAt(at++ % LINE.length());
                        return 1;
                    }

                    @Override
                    public void close() {}
                };
        ShellPipe pipe =
                new ShellPipe(
                        operation -> CompletableFuture.completedFuture(new KvAnswer.Done()),
                        new PrintWriter(gone));
        assertEquals(0, pipe.run(new BufferedReader(endless)), "what is lost is told elsewhere");
    }
}
