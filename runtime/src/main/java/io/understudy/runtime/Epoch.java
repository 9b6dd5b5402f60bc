package io.understudy.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A number that is greater in each later life of a process, so that what an earlier life said is
 * known for what it is. It is the time of the start, unless the clock was set back since the last.
 */
public final class Epoch {

    private static final String FILE = "epoch";

    private Epoch() {}

    /**
     * @param folder where the process keeps what must survive it; created if need be
     */
    public static long next(Path folder, long clockMillis) {
        try {
            Files.createDirectories(folder);
            long next = Math.max(clockMillis, last(folder.resolve(FILE)) + 1);
            Path fresh = folder.resolve(FILE + ".new");
            Files.writeString(fresh, next + "\n");
            Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            return next;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use folder " + folder, failed);
        }
    }

    /** What cannot be read counts for nothing: the clock is right nearly always. */
    private static long last(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }
}
