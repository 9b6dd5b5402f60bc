package io.understudy.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A number that is greater in each life of a process than in the one before, so that what an
 * earlier life said cannot be taken for newer.
 *
 * <p>The wall clock nearly is one, and helps where the file was lost; the file helps where the
 * clock was set back.
 */
public final class Epoch {

    private static final String FILE = "epoch";

    private Epoch() {}

    /**
     * The epoch of the life that begins now; the next call gives a greater one.
     *
     * @param folder the process's own
     * @throws UncheckedIOException if it cannot be kept, and so would not be safe to use
     */
    public static long next(Path folder, long wallClockMs) {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            long epoch = Math.max(wallClockMs, stored(file) + 1);
            store(file, epoch);
            return epoch;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot keep the epoch in " + file, failed);
        }
    }

    /** Whether no life of that process has begun yet, as far as its folder says. */
    public static boolean isFirst(Path folder) {
        return Files.notExists(folder.resolve(FILE));
    }

    private static long stored(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException first) {
            return 0;
        } catch (NumberFormatException damaged) {
            String advice = file + " holds no number; if this machine's clock is right, delete it";
            throw new IOException(advice, damaged);
        }
    }

    /** All or nothing: a power cut leaves the old file or the new one. */
    private static void store(Path file, long epoch) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer text = ByteBuffer.wrap((epoch + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
