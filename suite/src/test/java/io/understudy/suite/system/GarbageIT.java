package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Hello;
import io.understudy.protocol.Role;
import io.understudy.protocol.View;
import io.understudy.protocol.Wire;
import io.understudy.suite.local.LocalCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever finds a port of the cluster can say anything to it. */
@Tag("system")
class GarbageIT {

    private static final int CLOSED_MILLIS_MAX = 20_000;

    /** After the first, with the same garbage from the same address. */
    private static final int REPETITIONS = 10;

    /**
     * Something that listens.
     *
     * @param guest whom it lets in
     */
    private record Door(String process, String host, int port, Role guest) {}

    /**
     * What a stranger says.
     *
     * @param leaves whether the stranger hangs up then, or waits
     */
    private record Garbage(byte[] bytes, boolean leaves) {}

    @RegisterExtension
    private static final RunningCluster CLUSTER = new RunningCluster(LocalCluster.Shape.AS_SHIPPED);

    @Test
    void garbageOnEveryPortIsRefusedLoggedOnceForEachConnectionAndHurtsNobody() throws Exception {
        View before = CLUSTER.first();
        List<String> callers = new ArrayList<>();
        try (UnderLoad load = UnderLoad.start(CLUSTER)) {
            for (Door door : doors()) {
                List<String> callersHere = new ArrayList<>();
                for (Garbage garbage : garbage(door)) {
                    callersHere.add(stranger(callers.size() + callersHere.size()));
                    String caller = callersHere.get(callersHere.size() - 1);
                    assertRefused(door, caller, garbage);
                    awaitLine(door, caller);
                    for (int call = 0; call < REPETITIONS; call++) {
                        assertRefused(door, caller, garbage);
                    }
                }
                callers.addAll(callersHere);
                assertOneLineFor(door, callersHere);
                load.awaitAnswers();
            }
            load.assertWell();
        }
        assertEquals(before, CLUSTER.first());
    }

    /** All that was logged before is written by then, since a log keeps the order. */
    private static void assertOneLineFor(Door door, List<String> callers) throws IOException {
        String last = CLUSTER.local().strangersHost();
        int said = CLUSTER.logged(door.process(), from(last));
        byte[] word =
                Wire.encode(new Hello(Hello.VERSION, "other-" + door.port(), door.guest(), "x"));
        assertRefused(door, last, new Garbage(word, false));
        CLUSTER.awaitLog(door.process(), from(last), said + 1);
        for (String caller : callers) {
            List<String> lines =
                    CLUSTER.logLines(door.process()).stream()
                            .filter(line -> line.contains(from(caller)))
                            .toList();
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains(" WARN refused "), lines::toString);
        }
    }

    private static void awaitLine(Door door, String caller) {
        CLUSTER.awaitLog(door.process(), from(caller), 1);
    }

    private static String from(String caller) {
        return "from=" + caller + " ";
    }

    /** An address that nobody else has: loopback networks have many. */
    private static String stranger(int number) {
        String first = CLUSTER.local().strangersHost();
        int dot = first.lastIndexOf('.') + 1;
        return first.substring(0, dot) + (Integer.parseInt(first.substring(dot)) + 1 + number);
    }

    private static List<Door> doors() {
        ClusterFile file = CLUSTER.local().description();
        List<Door> doors = new ArrayList<>();
        for (ManagerEntry manager : file.replicationManagers()) {
            String host = manager.host().advertised();
            doors.add(new Door(manager.name(), host, manager.port(), Role.REPLICA));
            doors.add(new Door(manager.name(), host, manager.clientPort(), Role.CLIENT));
        }
        for (GlobalDetectorEntry detector : file.globalFaultDetectors()) {
            String host = detector.host().advertised();
            doors.add(new Door(detector.name(), host, detector.port(), Role.LOCAL_DETECTOR));
        }
        for (GroupEntry group : file.groups()) {
            for (ReplicaEntry replica : group.replicas()) {
                String host = file.machine(replica.machine()).get().host().advertised();
                String name = replica.name();
                doors.add(new Door(name, host, replica.ports().heartbeat(), Role.LOCAL_DETECTOR));
                doors.add(new Door(name, host, replica.ports().replicas(), Role.REPLICA));
                doors.add(new Door(name, host, replica.ports().clients(), Role.CLIENT));
            }
        }
        return doors;
    }

    /** Each is wrong as soon as it was read, or as soon as nothing follows. */
    private static List<Garbage> garbage(Door door) {
        byte[] noise = new byte[4_096];
        new SplittableRandom(1).nextBytes(noise);
        noise[0] = (byte) 0xff;
        byte[] letters = new byte[16_384];
        Arrays.fill(letters, (byte) 'x');
        byte[] hugeFrame = ByteBuffer.allocate(64).putInt(0x7f7f7f).array();
        byte[] nonsense = "\0\0\0\4\u0063no!".getBytes(StandardCharsets.US_ASCII);
        byte[] hello = hello(door.guest());
        byte[] half = Arrays.copyOf(hello, hello.length / 2);
        byte[] wrongDoor = hello(door.guest() == Role.CLIENT ? Role.REPLICA : Role.CLIENT);
        List<Garbage> all =
                new ArrayList<>(
                        List.of(
                                new Garbage(noise, false),
                                new Garbage(letters, false),
                                new Garbage(hugeFrame, false),
                                new Garbage(nonsense, false),
                                new Garbage(half, true),
                                new Garbage(wrongDoor, false)));
        if (door.guest() == Role.CLIENT) {
            // Anybody may introduce himself as a client, and then has more room.
            all.add(new Garbage(behind(hello, hugeFrame), false));
            all.add(new Garbage(behind(hello, nonsense), false));
        }
        return all;
    }

    private static byte[] hello(Role role) {
        String name =
                switch (role) {
                    case REPLICATION_MANAGER -> "RM1";
                    case GLOBAL_DETECTOR -> "GFD1";
                    case LOCAL_DETECTOR -> "M1";
                    case REPLICA -> "S1";
                    case CLIENT -> "stranger";
                };
        String cluster = CLUSTER.local().description().cluster();
        return Wire.encode(new Hello(Hello.VERSION, cluster, role, name));
    }

    private static byte[] behind(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    private static void assertRefused(Door door, String caller, Garbage garbage)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(caller), 0));
            socket.connect(new InetSocketAddress(door.host(), door.port()));
            socket.setSoTimeout(CLOSED_MILLIS_MAX);
            socket.getOutputStream().write(garbage.bytes());
            if (garbage.leaves()) {
                socket.shutdownOutput();
            }
            // What it says first, as its own Hello, is no matter; that it hangs up is.
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            // Hangs up with our garbage still unread.
        }
    }
}
