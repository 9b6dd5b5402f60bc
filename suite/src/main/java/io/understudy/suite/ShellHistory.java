package io.understudy.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The file that keeps the lines of a shell. */
final class ShellHistory {

    private static final String FILE_NAME = ".understudy_history";

    private ShellHistory() {}

    static Optional<Path> inHome(PrintWriter out) {
        return in(Path.of(System.getProperty("user.home")), out);
    }

    /**
     * Nobody else may read it: what is typed are values.
     *
     * @param out is told why, if there is none
     */
    static Optional<Path> in(Path folder, PrintWriter out) {
        Path file = folder.resolve(FILE_NAME);
        try {
            prepare(file);
            return Optional.of(file);
        } catch (IOException refused) {
            out.println("lines are not kept: cannot read and write " + file);
            return Optional.empty();
        }
    }

    private static void prepare(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        // No folder, and no text in which a disk that was full has cut a character in two.
        Files.readString(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        if (!Files.isWritable(file)) {
            throw new IOException("not writable");
        }
    }
}
