package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import java.util.Optional;

/**
 * A node whose slots are children. A child's key is not above any key below the child, and above
 * all below the child before; the key itself need not exist any more.
 */
final class Inner<V> extends Node<V> {

    Inner(long epoch, int widthMax) {
        super(epoch, widthMax);
    }

    /** A root over what was the root and its upper half. */
    static <V> Inner<V> over(Node<V> lower, Node<V> upper) {
        Inner<V> root = new Inner<>(lower.epoch, lower.keys.length);
        root.insert(0, Bytes.EMPTY, lower);
        root.insert(1, upper.keys[0], upper);
        return root;
    }

    @SuppressWarnings("unchecked")
    Node<V> child(int place) {
        return (Node<V>) slots[place];
    }

    /** The child below which the key is, if it is anywhere. */
    private int childFor(Bytes key) {
        int place = search(key);
        return place >= 0 ? place : Math.max(0, -place - 2);
    }

    private Node<V> ownedChild(int place) {
        Node<V> owned = child(place).ownedIn(epoch);
        slots[place] = owned;
        return owned;
    }

    @Override
    Optional<V> get(Bytes key) {
        return child(childFor(key)).get(key);
    }

    @Override
    Optional<V> put(Bytes key, V value) {
        int place = childFor(key);
        Node<V> child = ownedChild(place);
        if (!child.full()) {
            return child.put(key, value);
        }
        Node<V> upper = child.split();
        insert(place + 1, upper.keys[0], upper);
        return child(childFor(key)).put(key, value);
    }

    @Override
    V remove(Bytes key) {
        int place = childFor(key);
        if (!child(place).sparse()) {
            return ownedChild(place).remove(key);
        }
        refill(place == 0 ? 0 : place - 1);
        return ownedChild(childFor(key)).remove(key);
    }

    /** Joins the child at {@code place} and the next, or lets the richer give to the poorer. */
    private void refill(int place) {
        Node<V> lower = ownedChild(place);
        if (lower.width + child(place + 1).width <= keys.length) {
            lower.join(child(place + 1));
            removeAt(place + 1);
            return;
        }
        Node<V> upper = ownedChild(place + 1);
        lower.balance(upper);
        keys[place + 1] = upper.keys[0];
    }

    @Override
    void seek(Bytes key, Cursor<V> cursor) {
        int place = childFor(key);
        if (place + 1 < width) {
            cursor.nextLeafFrom(keys[place + 1]);
        }
        child(place).seek(key, cursor);
    }

    @Override
    Node<V> shortened() {
        return width == 1 ? child(0) : this;
    }

    @Override
    Node<V> blank(long newEpoch) {
        return new Inner<>(newEpoch, keys.length);
    }
}
