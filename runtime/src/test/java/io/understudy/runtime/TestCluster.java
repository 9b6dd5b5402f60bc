package io.understudy.runtime;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Detection;
import io.understudy.config.Durability;
import io.understudy.config.Folders;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.Host;
import io.understudy.config.Launch;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.ReplicaPorts;
import io.understudy.config.Style;
import io.understudy.protocol.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One manager, one global detector, two machines with a replica each, on addresses of their own.
 */
final class TestCluster {

    static final NodeId RM = NodeId.manager("RM1");
    static final NodeId GFD = NodeId.globalDetector("GFD1");
    static final NodeId LFD = NodeId.localDetector("M1");
    static final NodeId S1 = NodeId.replica("S1");
    static final NodeId S2 = NodeId.replica("S2");

    static final String RM_ADDRESS = "127.77.0.1";
    static final String GFD_ADDRESS = "127.77.0.2";
    static final String M1_ADDRESS = "127.77.1.1";
    static final String M2_ADDRESS = "127.77.1.2";

    private static final Heartbeat HEARTBEAT =
            new Heartbeat(Duration.ofMillis(50), Duration.ofMillis(300));

    final ClusterFile file;

    private TestCluster(ClusterFile file) {
        this.file = file;
    }

    static TestCluster onFreePorts() {
        return named("test", RM_ADDRESS);
    }

    /**
     * @param managerHost what the others dial
     */
    static TestCluster named(String name, String managerHost) {
        ManagerEntry manager =
                new ManagerEntry(
                        RM.name(),
                        new Host(managerHost, RM_ADDRESS),
                        free(RM_ADDRESS),
                        free(RM_ADDRESS));
        GlobalDetectorEntry detector =
                new GlobalDetectorEntry(GFD.name(), host(GFD_ADDRESS), free(GFD_ADDRESS));
        GroupEntry group =
                new GroupEntry(
                        "kv",
                        new ApplicationEntry("kv"),
                        Style.PASSIVE,
                        Backups.HOT,
                        false,
                        Reads.LEASE,
                        Durability.NONE,
                        false,
                        2,
                        true,
                        List.of(replica(S1, "M1", M1_ADDRESS), replica(S2, "M2", M2_ADDRESS)),
                        HEARTBEAT,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        new Launch(
                                List.of(),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(5),
                                5,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10)));
        return new TestCluster(
                new ClusterFile(
                        name,
                        new Folders(
                                Path.of("target", "data").toString(),
                                Path.of("target", "logs").toString()),
                        new Detection(Duration.ofMillis(1), HEARTBEAT),
                        List.of(manager),
                        List.of(detector),
                        List.of(
                                new MachineEntry("M1", host(M1_ADDRESS)),
                                new MachineEntry("M2", host(M2_ADDRESS))),
                        List.of(group)));
    }

    /** The same places under another name. */
    TestCluster renamed(String name) {
        return new TestCluster(
                new ClusterFile(
                        name,
                        file.folders(),
                        file.detection(),
                        file.replicationManagers(),
                        file.globalFaultDetectors(),
                        file.machines(),
                        file.groups()));
    }

    ManagerEntry manager() {
        return file.manager(RM.name()).orElseThrow();
    }

    ReplicaPorts ports(NodeId replica) {
        return file.replica(replica.name()).orElseThrow().ports();
    }

    private static Host host(String address) {
        return new Host(address, address);
    }

    private static ReplicaEntry replica(NodeId node, String machine, String address) {
        return new ReplicaEntry(
                node.name(),
                machine,
                new ReplicaPorts(free(address), free(address), free(address), free(address)));
    }

    /** Addresses are of this test alone, so a port that was free stays so. */
    static int free(String address) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
