package io.understudy.replica.application.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a tree from within. */
final class Shape {

    private Shape() {}

    /**
     * @return how deep it is, everywhere
     */
    static <V> int check(Tree<V> tree, int widthMax) {
        Node<V> root = tree.root();
        assertTrue(root instanceof Leaf || root.width >= 2, "a root with one child");
        return check(root, Optional.empty(), Optional.empty(), widthMax, true);
    }

    static <V> List<Node<V>> nodes(Tree<V> tree) {
        List<Node<V>> nodes = new ArrayList<>();
        collect(tree.root(), nodes);
        return nodes;
    }

    private static <V> void collect(Node<V> node, List<Node<V>> nodes) {
        nodes.add(node);
        if (node instanceof Inner<V> inner) {
            for (int i = 0; i < inner.width; i++) {
                collect(inner.child(i), nodes);
            }
        }
    }

    private static <V> int check(
            Node<V> node,
            Optional<Bytes> notBelow,
            Optional<Bytes> below,
            int widthMax,
            boolean isRoot) {
        assertTrue(isRoot || node.width >= Math.max(1, widthMax / 4), () -> "width=" + node.width);
        for (int i = 1; i < node.width; i++) {
            assertTrue(node.keys[i - 1].compareTo(node.keys[i]) < 0, "keys out of order");
        }
        for (int i = node.width; i < widthMax; i++) {
            assertTrue(node.keys[i] == null && node.slots[i] == null, "what is unused is held");
        }
        if (node.width > 0) {
            notBelow.ifPresent(key -> assertTrue(key.compareTo(node.keys[0]) <= 0));
            below.ifPresent(key -> assertTrue(node.keys[node.width - 1].compareTo(key) < 0));
        }
        if (!(node instanceof Inner<V> inner)) {
            return 1;
        }
        int depth = 0;
        for (int i = 0; i < inner.width; i++) {
            Optional<Bytes> next = i + 1 < inner.width ? Optional.of(inner.keys[i + 1]) : below;
            int childDepth =
                    check(inner.child(i), Optional.of(inner.keys[i]), next, widthMax, false);
            assertTrue(i == 0 || childDepth == depth, "leaves of different depth");
            depth = childDepth;
        }
        return depth + 1;
    }
}
