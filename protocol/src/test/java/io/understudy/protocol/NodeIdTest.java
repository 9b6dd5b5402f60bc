package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIdTest {

    /** Role first, in the order of {@link Role}; then the name, by its characters. */
    @Test
    void nodesAreOrderedByRoleBeforeName() {
        List<NodeId> ordered =
                List.of(
                        NodeId.manager("Z"),
                        NodeId.globalDetector("Y"),
                        NodeId.localDetector("X"),
                        NodeId.replica("S1"),
                        NodeId.replica("S10"),
                        NodeId.replica("S2"),
                        NodeId.client("A"));
        List<NodeId> reversed = ordered.stream().sorted((a, b) -> b.compareTo(a)).toList();
        assertEquals(ordered, reversed.stream().sorted().toList());
        assertEquals(ordered.get(0), reversed.get(reversed.size() - 1));
    }

    @Test
    void oneNameInTwoRolesIsTwoNodes() {
        assertNotEquals(NodeId.replica("S1"), NodeId.client("S1"));
        assertNotEquals(0, NodeId.replica("S1").compareTo(NodeId.client("S1")));
    }

    @Test
    void aNodeHasRoleAndName() {
        assertThrows(IllegalArgumentException.class, () -> new NodeId(null, "S1"));
        assertThrows(IllegalArgumentException.class, () -> NodeId.replica(null));
        assertThrows(IllegalArgumentException.class, () -> NodeId.replica("S 1"));
    }
}
