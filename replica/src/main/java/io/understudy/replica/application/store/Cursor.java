package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import java.util.Optional;

/**
 * Goes through keys in order. Valid until the tree is changed; over a picture, for ever.
 *
 * <p>It keeps no path, only where the next leaf begins: to look that up from the root once per leaf
 * costs little, and there is nothing to get wrong.
 */
final class Cursor<V> {

    private final Node<V> root;
    private Leaf<V> leaf;
    private int place;
    private Optional<Bytes> nextLeaf = Optional.empty();

    /** Before the first key that is not below {@code first}. */
    Cursor(Node<V> root, Bytes first) {
        this.root = root;
        root.seek(first, this);
        place--;
    }

    /** Goes one further, and says whether there is a key. */
    boolean next() {
        place++;
        while (place == leaf.width && nextLeaf.isPresent()) {
            Bytes first = nextLeaf.get();
            nextLeaf = Optional.empty();
            root.seek(first, this);
        }
        return place < leaf.width;
    }

    Bytes key() {
        return leaf.keys[place];
    }

    V value() {
        return leaf.value(place);
    }

    /** The innermost one to say so is right: its children are the nearest. */
    void nextLeafFrom(Bytes first) {
        nextLeaf = Optional.of(first);
    }

    void enter(Leaf<V> found, int first) {
        leaf = found;
        place = first;
    }
}
