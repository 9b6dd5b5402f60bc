package io.understudy.manager.node;

import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.node.FactLine.Numbered;
import io.understudy.runtime.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A manager's folder: {@code facts.log}, one line per fact, and {@code snapshot.json}, what all
 * facts up to some index had led to. Blocks, and so is used by one thread that may.
 *
 * <p>Invariant RM1: {@link #append} returns only when its facts are on the disk.
 *
 * <p>A line at the end that is cut short was being written when the manager died; nothing followed
 * from it, so it is cut off. A whole line that does not match its checksum is different, also the
 * last one: it may have been on the disk, and a view been formed on it. Then the manager refuses to
 * start, also in the rare case that the power failed in the midst of that line and its end was
 * written before its beginning.
 */
final class FactStore implements AutoCloseable {

    /** Facts that follow the snapshot; then another one is due. */
    static final int FACTS_MAX = 1_000;

    /** What all facts up to that index had led to. */
    record Snapshot(long index, List<GroupRecord> groups) {}

    private final Path folder;
    private final FolderLock lock;
    private final ArrayDeque<Numbered> tail = new ArrayDeque<>();
    private List<GroupRecord> snapshot = List.of();
    private FileChannel log;
    private long index = 0;
    private long cutBytes = 0;

    private FactStore(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * @throws DamagedRecord if it cannot be trusted
     * @throws io.understudy.runtime.FolderInUse if another process has it
     */
    static FactStore open(Path folder) {
        try {
            FolderLock lock = FolderLock.take(folder);
            try {
                FactStore store = new FactStore(folder, lock);
                store.load();
                return store;
            } catch (IOException | RuntimeException failed) {
                lock.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use folder " + folder, failed);
        }
    }

    private void load() throws IOException {
        Path file = folder.resolve("snapshot.json");
        if (Files.exists(file)) {
            String line = Files.readString(file).stripTrailing();
            Snapshot read =
                    FactLine.read(line, Snapshot.class)
                            .orElseThrow(() -> damaged(file + " does not match its checksum"));
            snapshot = read.groups();
            index = read.index();
        }
        loadFacts(folder.resolve("facts.log"));
        log =
                FileChannel.open(
                        folder.resolve("facts.log"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
        syncFolder();
    }

    private void loadFacts(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        int begin = 0;
        int number = 1;
        while (begin < bytes.length) {
            int end = lineEnd(bytes, begin);
            String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            if (end == bytes.length) {
                cutOff(file, begin, bytes.length);
                return;
            }
            String place = file + ", line " + number;
            Numbered fact =
                    FactLine.read(line, Numbered.class)
                            .orElseThrow(() -> damaged(place + " does not match its checksum"));
            take(fact, file, number);
            begin = end + 1;
            number++;
        }
    }

    private void take(Numbered fact, Path file, int number) {
        if (fact.index() <= index) {
            // The manager died between writing a snapshot and dropping what it covers.
            return;
        }
        if (fact.index() != index + 1) {
            throw damaged(file + ", line " + number + ": fact " + (index + 1) + " is missing");
        }
        index = fact.index();
        tail.add(fact);
    }

    private void cutOff(Path file, int begin, int length) throws IOException {
        cutBytes = length - begin;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(begin);
            channel.force(true);
        }
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private DamagedRecord damaged(String what) {
        return new DamagedRecord(
                what
                        + ". Views were formed on what is lost, so this manager cannot go on. Put the"
                        + " folder's backup in place; or, once every replica of the cluster is"
                        + " stopped, move "
                        + folder
                        + " away and begin anew");
    }

    /** What the facts that are no longer kept one by one had led to. */
    List<GroupRecord> snapshot() {
        return snapshot;
    }

    /** What followed, in order. */
    List<Stamped> facts() {
        return tail.stream().map(Numbered::fact).toList();
    }

    /** How much of the file's end was half written; 0 after a clean end. */
    long cutBytes() {
        return cutBytes;
    }

    long index() {
        return index;
    }

    /** Writes them all at once, and returns when the disk has them. */
    void append(List<Stamped> facts) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Stamped fact : facts) {
            Numbered numbered = new Numbered(++index, fact);
            tail.add(numbered);
            lines.add(FactLine.write(numbered));
        }
        write(log, lines);
        log.force(false);
    }

    /**
     * Drops what leads to that state. A crash at any point leaves either the old files, or the new
     * snapshot with facts that it covers, which are passed over.
     *
     * @param upTo the last fact that is part of it
     */
    void compact(long upTo, List<GroupRecord> groups) throws IOException {
        replace("snapshot.json", List.of(FactLine.write(new Snapshot(upTo, groups))));
        tail.removeIf(fact -> fact.index() <= upTo);
        snapshot = groups;
        log.close();
        replace("facts.log", tail.stream().map(FactLine::write).toList());
        log =
                FileChannel.open(
                        folder.resolve("facts.log"),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
    }

    boolean compactionIsDue() {
        return tail.size() >= FACTS_MAX;
    }

    private void replace(String name, List<byte[]> lines) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            write(channel, lines);
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** A file that is on the disk under no name is lost. */
    private void syncFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static void write(FileChannel channel, List<byte[]> lines) throws IOException {
        int length = lines.stream().mapToInt(line -> line.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        lines.forEach(buffer::put);
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
        lock.close();
    }
}
