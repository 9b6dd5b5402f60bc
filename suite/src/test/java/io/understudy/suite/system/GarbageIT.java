package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ClusterFile;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.View;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever finds a port of the cluster can say anything to it. */
@Tag("system")
class GarbageIT {

    private static final int CLOSED_MILLIS_MAX = 20_000;
    private static final int CALLS = 20;

    /** Something that listens. */
    private record Door(String process, String host, int port) {}

    @RegisterExtension private static final RunningCluster CLUSTER = new RunningCluster();

    @Test
    void garbageOnEveryPortIsRefusedLoggedOnceForEachKindAndHurtsNobody() throws Exception {
        View before = CLUSTER.first();
        String caller = CLUSTER.local().strangersHost();

        for (Door door : doors()) {
            for (byte[] garbage : garbage()) {
                for (int call = 0; call < CALLS; call++) {
                    assertRefuses(door, caller, garbage);
                }
            }
        }

        for (String process : doors().stream().map(Door::process).distinct().toList()) {
            CLUSTER.awaitLog(process, "from=" + caller, 1);
            List<String> complaints =
                    CLUSTER.logLines(process).stream()
                            .filter(line -> line.contains(caller))
                            .map(line -> line.substring(line.indexOf(' ')))
                            .toList();
            assertEquals(complaints.stream().distinct().toList(), complaints);
        }
        CLUSTER.killReplica(before.primary().name());
        CLUSTER.awaitNextView(before);
    }

    private List<Door> doors() {
        ClusterFile file = CLUSTER.local().description();
        List<Door> doors = new ArrayList<>();
        for (ManagerEntry manager : file.replicationManagers()) {
            String host = manager.host().advertised();
            doors.add(new Door(manager.name(), host, manager.port()));
            doors.add(new Door(manager.name(), host, manager.clientPort()));
        }
        for (GlobalDetectorEntry detector : file.globalFaultDetectors()) {
            doors.add(new Door(detector.name(), detector.host().advertised(), detector.port()));
        }
        for (GroupEntry group : file.groups()) {
            for (ReplicaEntry replica : group.replicas()) {
                String host = file.machine(replica.machine()).get().host().advertised();
                doors.add(new Door(replica.name(), host, replica.ports().heartbeat()));
                doors.add(new Door(replica.name(), host, replica.ports().replicas()));
            }
        }
        return doors;
    }

    /** Each is wrong as soon as it was read, on any of the doors. */
    private static List<byte[]> garbage() {
        byte[] noise = new byte[4_096];
        new SplittableRandom(1).nextBytes(noise);
        noise[0] = (byte) 0xff;
        byte[] hugeFrame = {0, 0x7f, 0x7f, 0x7f, 1, 1, 1, 1};
        byte[] nonsenseFrame = {0, 0, 0, 4, 99, 'n', 'o', '!'};
        return List.of(noise, hugeFrame, nonsenseFrame);
    }

    private static void assertRefuses(Door door, String caller, byte[] garbage) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(caller), 0));
            socket.connect(new InetSocketAddress(door.host(), door.port()));
            socket.setSoTimeout(CLOSED_MILLIS_MAX);
            socket.getOutputStream().write(garbage);
            // What it says first, as its own Hello, is no matter; that it hangs up is.
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // Hangs up with our garbage still unread.
        }
    }
}
