package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Hello;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final TestCluster cluster = TestCluster.onFreePorts();
    private final Admission admission = new Admission(TestCluster.RM, cluster.file);

    private static Hello hello(Role role, String name) {
        return new Hello(Hello.VERSION, "test", role, name);
    }

    @Test
    void whoIsInTheClusterFileIsWelcome() {
        for (NodeId node :
                new NodeId[] {TestCluster.GFD, TestCluster.LFD, TestCluster.S1, TestCluster.S2}) {
            assertEquals(Optional.empty(), admission.refusal(hello(node.role(), node.name())));
        }
    }

    @Test
    void anyClientIsWelcome() {
        assertEquals(Optional.empty(), admission.refusal(hello(Role.CLIENT, "anybody")));
    }

    @Test
    void anotherVersionIsRefused() {
        assertEquals(
                Optional.of("speaks version 2, not 1"),
                admission.refusal(new Hello(2, "test", Role.REPLICA, "S1")));
    }

    @Test
    void anotherClusterIsRefused() {
        assertEquals(
                Optional.of("is of cluster other, not test"),
                admission.refusal(new Hello(Hello.VERSION, "other", Role.REPLICA, "S1")));
    }

    @Test
    void aNameThatTheFileHasInAnotherRoleIsRefused() {
        assertEquals(
                Optional.of("is no LOCAL_DETECTOR of the cluster file: S1"),
                admission.refusal(hello(Role.LOCAL_DETECTOR, "S1")));
    }

    @Test
    void ourOwnNameIsRefused() {
        assertEquals(
                Optional.of("goes by our own name"),
                admission.refusal(hello(Role.REPLICATION_MANAGER, "RM1")));
    }

    @Test
    void somebodyElseThanWasDialledIsRefused() {
        assertEquals(
                Optional.of("is REPLICA S2, not S1"),
                admission.refusal(hello(Role.REPLICA, "S2"), TestCluster.S1));
    }
}
