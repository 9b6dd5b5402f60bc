package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * A row of keys in order, each with what belongs to it: a value in a {@link Leaf}, a child in an
 * {@link Inner}. As both are rows, both are split, joined and balanced by the same code.
 *
 * <p>Only the tree of the epoch in which a node was made may change it, and does so in place; all
 * others copy it first ({@link #ownedIn}).
 *
 * @param <V> the values at the leaves
 */
abstract sealed class Node<V> permits Leaf, Inner {

    final long epoch;
    final Bytes[] keys;

    /** Values or children; null from {@link #width} on. */
    final Object[] slots;

    /** How much of the row is in use. */
    int width;

    Node(long epoch, int widthMax) {
        this.epoch = epoch;
        this.keys = new Bytes[widthMax];
        this.slots = new Object[widthMax];
    }

    abstract Optional<V> get(Bytes key);

    /**
     * The node is owned, and not full.
     *
     * @return what the key had before
     */
    abstract Optional<V> put(Bytes key, V value);

    /** The node is owned, not sparse unless it is the root, and the key is below it. */
    abstract V remove(Bytes key);

    /** Moves the cursor to the first key from {@code key} on, if there is one below this node. */
    abstract void seek(Bytes key, Cursor<V> cursor);

    /** What can be the root in place of this root: itself, or its only child. */
    abstract Node<V> shortened();

    /** An empty node of the same kind. */
    abstract Node<V> blank(long newEpoch);

    final Node<V> ownedIn(long currentEpoch) {
        if (epoch == currentEpoch) {
            return this;
        }
        Node<V> copy = blank(currentEpoch);
        copy.take(0, this, 0, width);
        return copy;
    }

    final boolean full() {
        return width == keys.length;
    }

    /**
     * Less than half, so that a key which is put and removed again and again does not split and
     * join a node each time.
     */
    final boolean sparse() {
        return width <= keys.length / 4;
    }

    /** The place of the key, or {@code -(where it would be) - 1}. */
    final int search(Bytes key) {
        return Arrays.binarySearch(keys, 0, width, key);
    }

    final void insert(int place, Bytes key, Object slot) {
        System.arraycopy(keys, place, keys, place + 1, width - place);
        System.arraycopy(slots, place, slots, place + 1, width - place);
        keys[place] = key;
        slots[place] = slot;
        width++;
    }

    final void removeAt(int place) {
        System.arraycopy(keys, place + 1, keys, place, width - place - 1);
        System.arraycopy(slots, place + 1, slots, place, width - place - 1);
        cut(width - 1);
    }

    /** Keeps the lower half and gives away the upper. */
    final Node<V> split() {
        int half = width / 2;
        Node<V> upper = blank(epoch);
        upper.take(0, this, half, width - half);
        cut(half);
        return upper;
    }

    /** Takes all that the next node has, which is of no use afterwards. */
    final void join(Node<V> next) {
        take(width, next, 0, next.width);
    }

    /** Shares with the next node, so that both have equally much. */
    final void balance(Node<V> next) {
        int half = (width + next.width) / 2;
        if (width < half) {
            int count = half - width;
            take(width, next, 0, count);
            next.drop(count);
        } else {
            int count = width - half;
            next.makeRoom(count);
            next.copy(0, this, half, count);
            cut(half);
        }
    }

    /** Copies to the end of this row. */
    private void take(int place, Node<V> from, int begin, int count) {
        copy(place, from, begin, count);
        width += count;
    }

    private void copy(int place, Node<V> from, int begin, int count) {
        System.arraycopy(from.keys, begin, keys, place, count);
        System.arraycopy(from.slots, begin, slots, place, count);
    }

    private void makeRoom(int count) {
        System.arraycopy(keys, 0, keys, count, width);
        System.arraycopy(slots, 0, slots, count, width);
        width += count;
    }

    private void drop(int count) {
        System.arraycopy(keys, count, keys, 0, width - count);
        System.arraycopy(slots, count, slots, 0, width - count);
        cut(width - count);
    }

    private void cut(int newWidth) {
        Arrays.fill(keys, newWidth, width, null);
        Arrays.fill(slots, newWidth, width, null);
        width = newWidth;
    }
}
