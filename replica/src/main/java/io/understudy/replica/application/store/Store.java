package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Restoration;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The state of an application: byte strings by byte strings, in order, with a digest and with
 * checkpoints.
 *
 * <p>What holds of it:
 *
 * <ul>
 *   <li>the digest is the sum of the hashes of all pairs.
 *   <li>what a checkpoint writes is the state in which it was taken, whatever came after.
 *   <li>a restoration that fails leaves the state as it was.
 * </ul>
 */
public final class Store {

    /** What a pair takes besides the bytes of its key and value: five objects and two slots. */
    static final int PAIR_BYTES = 120;

    private final Format format;

    private Contents contents = new Contents();

    public Store(Format format) {
        this.format = format;
    }

    public Optional<Bytes> get(Bytes key) {
        return contents.tree.get(key).map(Held::value);
    }

    public void put(Bytes key, Bytes value) {
        contents.put(key, value);
    }

    /**
     * @return whether there was something to remove
     */
    public boolean remove(Bytes key) {
        return contents.remove(key);
    }

    /** Shows pairs in order, from {@code first} on, for as long as {@code visitor} wants more. */
    public void visit(Bytes first, BiPredicate<Bytes, Bytes> visitor) {
        Cursor<Held> cursor = contents.tree.from(first);
        boolean wanted = true;
        while (wanted && cursor.next()) {
            wanted = visitor.test(cursor.key(), cursor.value().value());
        }
    }

    public long size() {
        return contents.tree.size();
    }

    /** About how much memory all pairs take. */
    public long bytes() {
        return contents.bytes;
    }

    public long digest() {
        return contents.digest;
    }

    public Checkpoint checkpoint() {
        Contents now = contents;
        return new StoreCheckpoint(format, now.tree.size(), now.digest, now.tree.picture());
    }

    public Restoration restore() {
        return new StoreRestoration(format, restored -> contents = restored);
    }

    /** All that is replaced at once when a checkpoint is restored. */
    static final class Contents {

        private final Tree<Held> tree = new Tree<>();
        private long digest = 0;
        private long bytes = 0;

        void put(Bytes key, Bytes value) {
            Held held = new Held(value, PairHash.of(key, value));
            Optional<Held> previous = tree.put(key, held);
            previous.ifPresent(old -> forget(key, old));
            digest += held.hash();
            bytes += bytes(key, value);
        }

        private boolean remove(Bytes key) {
            Optional<Held> previous = tree.remove(key);
            previous.ifPresent(old -> forget(key, old));
            return previous.isPresent();
        }

        long size() {
            return tree.size();
        }

        long digest() {
            return digest;
        }

        private void forget(Bytes key, Held old) {
            digest -= old.hash();
            bytes -= bytes(key, old.value());
        }

        private static long bytes(Bytes key, Bytes value) {
            return PAIR_BYTES + key.length() + value.length();
        }
    }
}
