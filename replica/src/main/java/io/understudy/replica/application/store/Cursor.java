package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;

/**
 * Goes through keys in order. Valid until the tree is changed; over a picture, for ever.
 *
 * <p>It keeps no path, only where the next leaf begins: to look that up from the root once per leaf
 * costs little, and there is nothing to get wrong.
 */
public final class Cursor<V> {

    private final Node<V> root;
    private Leaf<V> leaf;
    private int place;

    /** A bound between this leaf and the next; empty, which no bound is, at the last. */
    private Bytes nextLeaf = Bytes.EMPTY;

    /** Before the first key that is not below {@code first}. */
    Cursor(Node<V> root, Bytes first) {
        this.root = root;
        root.seek(first, this);
        place--;
    }

    /** Goes one further, and says whether there is a key. */
    public boolean next() {
        place++;
        while (place == leaf.width && nextLeaf.length() > 0) {
            Bytes first = nextLeaf;
            nextLeaf = Bytes.EMPTY;
            root.seek(first, this);
        }
        return place < leaf.width;
    }

    public Bytes key() {
        return leaf.keys[place];
    }

    public V value() {
        return leaf.value(place);
    }

    /** The innermost one to say so is right: its children are the nearest. */
    void nextLeafFrom(Bytes first) {
        nextLeaf = first;
    }

    void enter(Leaf<V> found, int first) {
        leaf = found;
        place = first;
    }
}
