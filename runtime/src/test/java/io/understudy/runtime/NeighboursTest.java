package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.protocol.NodeId;
import io.understudy.runtime.Neighbours.Neighbour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private final TestCluster cluster = TestCluster.onFreePorts();

    private final Neighbour manager =
            new Neighbour(TestCluster.RM, TestCluster.RM_ADDRESS, cluster.manager().port());

    private Neighbours of(NodeId self) {
        return Neighbours.of(self, cluster.file);
    }

    @Test
    void managersDialNobody() {
        assertEquals(
                new Neighbours(Optional.of(TestCluster.RM_ADDRESS), List.of()), of(TestCluster.RM));
    }

    @Test
    void globalDetectorsDialManagers() {
        assertEquals(
                new Neighbours(Optional.of(TestCluster.GFD_ADDRESS), List.of(manager)),
                of(TestCluster.GFD));
    }

    @Test
    void localDetectorsDialDetectorsManagersAndTheReplicasOfTheirMachine() {
        int port = cluster.file.globalDetector(TestCluster.GFD.name()).orElseThrow().port();
        assertEquals(
                new Neighbours(
                        Optional.of(TestCluster.M1_ADDRESS),
                        List.of(
                                new Neighbour(TestCluster.GFD, TestCluster.GFD_ADDRESS, port),
                                manager,
                                new Neighbour(
                                        TestCluster.S1,
                                        TestCluster.M1_ADDRESS,
                                        cluster.ports(TestCluster.S1).heartbeat()))),
                of(TestCluster.LFD));
    }

    @Test
    void replicasDialManagersAndTheOthersOfTheirGroup() {
        assertEquals(
                new Neighbours(
                        Optional.of(TestCluster.M1_ADDRESS),
                        List.of(
                                manager,
                                new Neighbour(
                                        TestCluster.S2,
                                        TestCluster.M2_ADDRESS,
                                        cluster.ports(TestCluster.S2).replicas()))),
                of(TestCluster.S1));
    }

    @Test
    void clientsDialManagersAtTheirClientPort() {
        Neighbour door =
                new Neighbour(
                        TestCluster.RM, TestCluster.RM_ADDRESS, cluster.manager().clientPort());
        assertEquals(new Neighbours(Optional.empty(), List.of(door)), of(NodeId.client("C1")));
    }

    @Test
    void clientsWithRequestsAlsoDialTheReplicasOfTheirGroup() {
        assertEquals(
                new Neighbours(
                        Optional.empty(),
                        List.of(
                                new Neighbour(
                                        TestCluster.RM,
                                        TestCluster.RM_ADDRESS,
                                        cluster.manager().clientPort()),
                                new Neighbour(
                                        TestCluster.S1,
                                        TestCluster.M1_ADDRESS,
                                        cluster.ports(TestCluster.S1).clients()),
                                new Neighbour(
                                        TestCluster.S2,
                                        TestCluster.M2_ADDRESS,
                                        cluster.ports(TestCluster.S2).clients()))),
                Neighbours.ofClient(cluster.file, "kv"));
    }

    @Test
    void whoIsNotInTheFileHasNoNeighbours() {
        assertThrows(IllegalArgumentException.class, () -> of(NodeId.replica("S9")));
    }
}
