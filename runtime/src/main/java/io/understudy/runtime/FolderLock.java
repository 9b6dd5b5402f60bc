package io.understudy.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the folder of a process to that one process: two managers would each form a view of one
 * number, two detectors of one machine kill each other's replicas. The system gives it back when
 * the process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {

    /**
     * What this JVM holds. The system would not say: its locks are the process's, and any file that
     * is closed gives back the lock of whoever has the same file open.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes the folder if there is none.
     *
     * @throws FolderInUse if another process has it, or this one a second time
     */
    public static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw new FolderInUse(folder);
            }
            Optional<FileChannel> locked = Optional.empty();
            try {
                locked = lock(real.resolve("lock"));
            } finally {
                if (locked.isEmpty()) {
                    HELD.remove(real);
                }
            }
            return new FolderLock(real, locked.orElseThrow(() -> new FolderInUse(folder)));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use folder " + folder, failed);
        }
    }

    /** Empty if another process has it. */
    private static Optional<FileChannel> lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.close();
                HELD.remove(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot give back the lock", failed);
        }
    }
}
