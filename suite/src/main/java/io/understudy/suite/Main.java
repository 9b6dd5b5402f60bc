package io.understudy.suite;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Where every process of the suite begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode = ExitCodes.FAILED;
        try {
            exitCode =
                    Understudy.commandLineFor(arguments)
                            .setOut(standardOutput())
                            .execute(arguments);
        } catch (Throwable bug) {
            // An Error passes through all that is meant for exceptions. Were it to end this thread
            // alone, the threads that it had started would keep a process of no use alive.
            bug.printStackTrace();
        } finally {
            System.exit(exitCode);
        }
    }

    /** Not {@code System.out}, which would not tell a writer above it that it could not write. */
    private static PrintWriter standardOutput() {
        return new PrintWriter(
                new BufferedWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(FileDescriptor.out),
                                Charset.defaultCharset())),
                true);
    }
}
