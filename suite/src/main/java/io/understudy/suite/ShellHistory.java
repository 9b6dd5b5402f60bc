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
            if (!Files.exists(file)) {
                create(file);
            }
            if (Files.isRegularFile(file) && Files.isWritable(file)) {
                return Optional.of(file);
            }
            out.println("lines are not kept: cannot write to " + file);
        } catch (IOException refused) {
            out.println("lines are not kept: cannot make " + file);
        }
        return Optional.empty();
    }

    private static void create(Path file) throws IOException {
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
