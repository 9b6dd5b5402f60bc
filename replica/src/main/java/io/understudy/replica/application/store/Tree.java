package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import java.util.Optional;

/**
 * An ordered map of byte strings of which a picture can be taken in constant time.
 *
 * <p>A B+tree whose nodes belong to an epoch. A write changes nodes of the present epoch in place,
 * as in any tree. Taking a picture keeps the root and begins a new epoch: from then on a write
 * first copies the three or four nodes on its way, each the first time only, and the picture keeps
 * the old ones. So without pictures nothing is ever copied, and with one in hand at most as many
 * nodes as there are; values never are.
 *
 * <p>Full nodes are split and sparse ones filled on the way down, so one pass is enough. Not a
 * treap, whose shape would need no balancing but whose depth clients could choose; not a map whose
 * every write copies its way, which would cost all writes what only those beside a picture need.
 */
public final class Tree<V> {

    /** How many values or children a node has at most; wider is flatter, and more to copy. */
    static final int WIDTH_MAX = 64;

    private Node<V> root;
    private long epoch = 1;
    private long size = 0;

    public Tree() {
        this(WIDTH_MAX);
    }

    /**
     * @param widthMax of a node, at least 4
     */
    Tree(int widthMax) {
        root = new Leaf<>(epoch, widthMax);
    }

    Node<V> root() {
        return root;
    }

    public long size() {
        return size;
    }

    public Optional<V> get(Bytes key) {
        return root.get(key);
    }

    /**
     * @return what the key had before
     */
    public Optional<V> put(Bytes key, V value) {
        root = root.ownedIn(epoch);
        if (root.full()) {
            Node<V> upper = root.split();
            root = Inner.over(root, upper);
        }
        Optional<V> previous = root.put(key, value);
        if (previous.isEmpty()) {
            size++;
        }
        return previous;
    }

    /**
     * @return what the key had
     */
    public Optional<V> remove(Bytes key) {
        if (root.get(key).isEmpty()) {
            return Optional.empty();
        }
        root = root.ownedIn(epoch);
        V previous = root.remove(key);
        root = root.shortened();
        size--;
        return Optional.of(previous);
    }

    /** Goes through the keys from {@code first} on; valid until the next write. */
    public Cursor<V> from(Bytes first) {
        return new Cursor<>(root, first);
    }

    /** Goes through all keys as they are now, whatever is written meanwhile. */
    public Cursor<V> picture() {
        epoch++;
        return new Cursor<>(root, Bytes.EMPTY);
    }
}
