package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import java.util.Optional;

/** A node whose slots are values. */
final class Leaf<V> extends Node<V> {

    Leaf(long epoch, int widthMax) {
        super(epoch, widthMax);
    }

    @SuppressWarnings("unchecked")
    V value(int place) {
        return (V) slots[place];
    }

    @Override
    Optional<V> get(Bytes key) {
        int place = search(key);
        return place < 0 ? Optional.empty() : Optional.of(value(place));
    }

    @Override
    Optional<V> put(Bytes key, V value) {
        int place = search(key);
        if (place < 0) {
            insert(-place - 1, key, value);
            return Optional.empty();
        }
        V previous = value(place);
        slots[place] = value;
        return Optional.of(previous);
    }

    @Override
    V remove(Bytes key) {
        int place = search(key);
        V previous = value(place);
        removeAt(place);
        return previous;
    }

    @Override
    void seek(Bytes key, Cursor<V> cursor) {
        int place = search(key);
        cursor.enter(this, place < 0 ? -place - 1 : place);
    }

    @Override
    Node<V> shortened() {
        return this;
    }

    @Override
    Node<V> blank(long newEpoch) {
        return new Leaf<>(newEpoch, keys.length);
    }
}
