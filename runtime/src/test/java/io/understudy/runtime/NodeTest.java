package io.understudy.runtime;

import static io.understudy.runtime.TestCluster.GFD;
import static io.understudy.runtime.TestCluster.LFD;
import static io.understudy.runtime.TestCluster.M1_ADDRESS;
import static io.understudy.runtime.TestCluster.RM;
import static io.understudy.runtime.TestCluster.RM_ADDRESS;
import static io.understudy.runtime.TestCluster.S1;
import static io.understudy.runtime.TestCluster.S2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.InvariantViolation;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.Role;
import io.understudy.protocol.StateDeviation;
import io.understudy.protocol.Texts;
import io.understudy.protocol.ToLocalDetector.MachineHeartbeat;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.Refused;
import io.understudy.protocol.Wire;
import io.understudy.runtime.Talker.Heard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes on real sockets. */
class NodeTest {

    private static final Message WORD = new Subscribe("kv");

    /** A socket that is still open then was left behind. */
    private static final int CLOSED_MS_MAX = 10_000;

    /** Whoever is not shut out by then has been let in. */
    private static final int ANSWER_MS_MAX = 10_000;

    /** Of a door that is to be full: nothing depends on how many it holds. */
    private static final int ROOM = 20;

    private final TestCluster cluster = TestCluster.onFreePorts();

    static Stream<Supplier<Transport>> transports() {
        return Stream.of(Transport::best, Transport::nio);
    }

    private Talker manager(Supplier<Transport> transport) {
        return new Talker(RM, cluster, transport).listen(RM_ADDRESS, cluster.manager().port());
    }

    private Talker manager() {
        return manager(Transport::best);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoIsDialledFirstIsFound(Supplier<Transport> transport) throws Exception {
        try (Talker manager = manager(transport).start();
                Talker detector = new Talker(LFD, cluster, transport).start()) {
            assertEquals("+RM1", detector.sees());
            detector.say(RM, WORD);
            assertEquals(new Heard(LFD, WORD), manager.hears());
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoIsDialledBeforeItStartsIsFound(Supplier<Transport> transport) throws Exception {
        try (Talker detector = new Talker(LFD, cluster, transport).start();
                Talker manager = manager(transport).start()) {
            assertEquals("+RM1", detector.sees());
            manager.say(LFD, WORD);
            assertEquals(new Heard(RM, WORD), detector.hears());
        }
    }

    @Test
    void whoRestartsIsFoundAgain() throws Exception {
        try (Talker detector = new Talker(LFD, cluster).start()) {
            try (Talker manager = manager().start()) {
                assertEquals("+RM1", detector.sees());
                assertEquals("+M1", manager.sees());
            }
            assertEquals("-RM1", detector.sees());
            try (Talker manager = manager().start()) {
                assertEquals("+RM1", detector.sees());
                assertEquals("+M1", manager.sees());
                manager.say(LFD, WORD);
                assertEquals(new Heard(RM, WORD), detector.hears());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoClosesItselfLeavesNoSocketBehind(Supplier<Transport> transport) throws Exception {
        try (Talker manager = manager(transport).start();
                Socket peer = new Socket(RM_ADDRESS, cluster.manager().port())) {
            peer.setSoTimeout(CLOSED_MS_MAX);
            peer.getOutputStream().write(hello(cluster, LFD));
            assertEquals("+M1", manager.sees());
            manager.node.run(
                    () -> {
                        manager.node.env().send(LFD, WORD);
                        manager.node.close();
                    });
            manager.node.ended().join();

            peer.getInputStream().readNBytes(hello(cluster, RM).length);
            assertArrayEquals(Wire.encode(WORD), readToEnd(peer));
            door(cluster.manager().port()).close();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoIsClosedWhileItDialsLeavesNoSocketBehind(Supplier<Transport> transport)
            throws Exception {
        try (ServerSocket door = door(cluster.manager().port());
                Talker detector = new Talker(LFD, cluster, transport).start();
                Socket dialled = door.accept()) {
            dialled.setSoTimeout(CLOSED_MS_MAX);
            detector.node.run(detector.node::close);
            // With its Hello or without; that there is an end is what matters.
            readToEnd(dialled);
        }
    }

    @Test
    void whoIsDialledByNameIsFound() throws Exception {
        // A name for the address that the manager does not listen on: all of 127/8 is this machine,
        // so it has to listen everywhere.
        TestCluster named = TestCluster.named("test", "localhost");
        try (Talker manager =
                        new Talker(RM, named).listen("0.0.0.0", named.manager().port()).start();
                Talker client = new Talker(NodeId.client("C1"), named)) {
            manager.node.listen("0.0.0.0", named.manager().clientPort(), Talker.ANYBODY);
            client.start();
            assertEquals("+RM1", client.sees());
        }
    }

    @Test
    void messagesOfOneConnectionArriveInOrder() throws Exception {
        int count = 10_000;
        try (Talker manager = manager().start();
                Talker detector = new Talker(LFD, cluster).start()) {
            assertEquals("+M1", manager.sees());
            for (long i = 1; i <= count; i++) {
                manager.say(LFD, new MachineHeartbeat(i));
            }
            for (long i = 1; i <= count; i++) {
                assertEquals(new Heard(RM, new MachineHeartbeat(i)), detector.hears());
            }
        }
    }

    @Test
    void messagesWaitUntilTheNodeHasStarted() throws Exception {
        try (Talker manager = manager();
                Talker detector = new Talker(LFD, cluster).start()) {
            try (Socket early = new Socket(RM_ADDRESS, cluster.manager().port())) {
                early.getOutputStream().write(hello(cluster, GFD));
                early.getOutputStream().write(Wire.encode(WORD));
                CompletableFuture<Boolean> nothing = new CompletableFuture<>();
                manager.node.run(() -> nothing.complete(manager.heard.isEmpty()));
                assertTrue(nothing.join());
                manager.start();
                assertEquals(new Heard(GFD, WORD), manager.hears());
            }
            assertEquals("+RM1", detector.sees());
        }
    }

    @Test
    void replicasSpeakOnTheConnectionsThatTheyDialledThemselves() throws Exception {
        try (Talker one = replica(S1, M1_ADDRESS).start();
                Talker other = replica(S2, TestCluster.M2_ADDRESS).start()) {
            assertEquals("+S2", one.sees());
            assertEquals("+S1", other.sees());
            one.say(S2, WORD);
            other.say(S1, WORD);
            assertEquals(new Heard(S1, WORD), other.hears());
            assertEquals(new Heard(S2, WORD), one.hears());
        }
    }

    private Talker replica(NodeId self, String address) {
        return new Talker(self, cluster).listen(address, cluster.ports(self).replicas());
    }

    @Test
    void connectionsComeFromTheProcessesOwnAddress() throws Exception {
        try (ServerSocket door = door(cluster.manager().port());
                Talker detector = new Talker(LFD, cluster).start();
                Socket dialled = door.accept()) {
            assertEquals(M1_ADDRESS, dialled.getInetAddress().getHostAddress());
            assertTrue(detector.changes.isEmpty());
        }
    }

    @Test
    void garbageHurtsNobodyElse() throws Exception {
        try (Talker manager = manager().start();
                Talker detector = new Talker(LFD, cluster).start()) {
            assertEquals("+M1", manager.sees());
            Random noise = new Random(1);
            for (int i = 0; i < 100; i++) {
                byte[] bytes = new byte[1 + noise.nextInt(5_000)];
                noise.nextBytes(bytes);
                if (i % 2 == 0) {
                    bytes[0] = 0;
                }
                try (Socket stranger = new Socket(RM_ADDRESS, cluster.manager().port())) {
                    stranger.getOutputStream().write(bytes);
                    stranger.shutdownOutput();
                    readToEnd(stranger);
                }
            }
            detector.say(RM, WORD);
            assertEquals(new Heard(LFD, WORD), manager.hears());
        }
    }

    /** Both wait for as long as that takes, so they do it together. */
    @Test
    void whoSaysNothingOrNoWholeHelloIsShutOut() throws Exception {
        try (Talker manager = manager().start();
                Socket silent = new Socket(RM_ADDRESS, cluster.manager().port());
                Socket slow = new Socket(RM_ADDRESS, cluster.manager().port())) {
            slow.getOutputStream().write(0);
            assertEquals(0, readToEnd(silent).length);
            assertEquals(0, readToEnd(slow).length);
            assertTrue(manager.changes.isEmpty());
        }
    }

    @Test
    void whoIsOfAnotherClusterIsToldSoBeforeItIsShutOut() throws Exception {
        try (Talker manager = manager().start();
                Socket stranger = new Socket(RM_ADDRESS, cluster.manager().port())) {
            stranger.getOutputStream().write(hello(cluster.renamed("other"), LFD));
            assertArrayEquals(hello(cluster, RM), readToEnd(stranger));
            assertTrue(manager.changes.isEmpty());
        }
    }

    @Test
    void whoComesToTheDoorOfOthersIsShutOut() throws Exception {
        try (Talker manager = new Talker(RM, cluster)) {
            manager.node.listen(RM_ADDRESS, cluster.manager().port(), Set.of(Role.REPLICA));
            manager.start();
            try (Socket detector = new Socket(RM_ADDRESS, cluster.manager().port());
                    Socket replica = new Socket(RM_ADDRESS, cluster.manager().port())) {
                detector.setSoTimeout(ANSWER_MS_MAX);
                detector.getOutputStream().write(hello(cluster, LFD));
                assertArrayEquals(hello(cluster, RM), readToEnd(detector));
                replica.getOutputStream().write(hello(cluster, S1));
                assertEquals("+S1", manager.sees());
            }
        }
    }

    @Test
    void aNewerConnectionReplacesTheOlderOfTheSameName() throws Exception {
        try (Talker manager = manager().start();
                Socket older = new Socket(RM_ADDRESS, cluster.manager().port())) {
            older.getOutputStream().write(hello(cluster, LFD));
            assertEquals("+M1", manager.sees());
            try (Socket newer = new Socket(RM_ADDRESS, cluster.manager().port())) {
                newer.getOutputStream().write(hello(cluster, LFD));
                assertArrayEquals(hello(cluster, RM), readToEnd(older));
                assertEquals("+M1", manager.sees());
                manager.say(LFD, WORD);
                newer.getInputStream().readNBytes(hello(cluster, RM).length);
                byte[] word = Wire.encode(WORD);
                assertArrayEquals(word, newer.getInputStream().readNBytes(word.length));
            }
            assertEquals("-M1", manager.sees());
        }
    }

    @Test
    void whoIsNotWhereItShouldBeIsNotSpokenWith() throws Exception {
        try (ServerSocket door = door(cluster.manager().port());
                Talker detector = new Talker(LFD, cluster).start();
                Socket dialled = door.accept()) {
            dialled.getOutputStream().write(hello(cluster, GFD));
            assertArrayEquals(hello(cluster, LFD), readToEnd(dialled));
            assertTrue(detector.changes.isEmpty());
        }
    }

    @Test
    void whatAPeerDoesNotReadIsDroppedAboveTheLimit() throws Exception {
        Message sentence = new Refused(new ReplicaId("S1", 1), "x".repeat(Texts.LENGTH_MAX));
        byte[] bytes = Wire.encode(sentence);
        byte[] last =
                Wire.encode(new Refused(new ReplicaId("S1", 1), "y".repeat(Texts.LENGTH_MAX)));
        int tooMany = 3 * Transport.UNSENT_BYTES_MAX / bytes.length;
        try (Talker manager = manager().start();
                Socket peer = new Socket(RM_ADDRESS, cluster.manager().port())) {
            peer.getOutputStream().write(hello(cluster, LFD));
            assertEquals("+M1", manager.sees());
            // Nothing leaves before the end of an event, so what exceeds the limit is certain.
            manager.node.run(
                    () -> {
                        for (int i = 0; i < tooMany; i++) {
                            manager.node.env().send(LFD, sentence);
                        }
                    });
            InputStream in = peer.getInputStream();
            in.readNBytes(hello(cluster, RM).length);
            int read = 0;
            byte[] frame = in.readNBytes(bytes.length);
            while (!Arrays.equals(last, frame)) {
                assertArrayEquals(bytes, frame);
                read++;
                // Gets through once the peer has caught up.
                manager.say(LFD, new Refused(new ReplicaId("S1", 1), "y".repeat(Texts.LENGTH_MAX)));
                frame = in.readNBytes(bytes.length);
            }
            assertTrue(read > Transport.UNSENT_BYTES_MAX / 2 / bytes.length, "read " + read);
            assertTrue(read <= Transport.UNSENT_BYTES_MAX / bytes.length + 1, "read " + read);
        }
    }

    @Test
    void strangersMakeRoomForPeersOnceADoorIsFull() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Talker manager = managerWithPages()) {
            manager.start();
            comeIn(strangers, ROOM);
            try (Talker detector = new Talker(LFD, cluster).start()) {
                assertEquals("+RM1", detector.sees());
                assertEquals(0, readToEnd(strangers.get(0)).length);
                assertTrue(isOpen(strangers.get(ROOM - 1)));
            }
        } finally {
            close(strangers);
        }
    }

    @Test
    void aPeerNeverHasToMakeRoom() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Talker manager = managerWithPages();
                Socket peer = new Socket(RM_ADDRESS, cluster.manager().port())) {
            manager.start();
            peer.getOutputStream().write(hello(cluster, LFD));
            assertEquals("+M1", manager.sees());
            comeIn(strangers, ROOM);
            assertEquals(0, readToEnd(strangers.get(0)).length);
            peer.getOutputStream().write(Wire.encode(WORD));
            assertEquals(new Heard(LFD, WORD), manager.hears());
        } finally {
            close(strangers);
        }
    }

    private Talker managerWithPages() {
        Talker manager = new Talker(RM, cluster);
        manager.node.listen(
                RM_ADDRESS,
                cluster.manager().port(),
                Talker.ANYBODY,
                Optional.of(path -> new CompletableFuture<>()),
                ROOM);
        return manager;
    }

    /** Each begins to speak HTTP, and so may stay for long. */
    private void comeIn(List<Socket> strangers, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket stranger = new Socket(RM_ADDRESS, cluster.manager().port());
            strangers.add(stranger);
            stranger.getOutputStream().write('G');
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothingToRead) {
            return true;
        }
    }

    @Test
    void aDoorThatIsTakenIsNamed() throws Exception {
        int port = cluster.manager().port();
        try (ServerSocket taken = door(port);
                Talker manager = new Talker(RM, cluster)) {
            BindFailed failed =
                    assertThrows(
                            BindFailed.class,
                            () -> manager.listen(RM_ADDRESS, taken.getLocalPort()));
            assertTrue(failed.getMessage().contains(RM_ADDRESS + ":" + port), failed.getMessage());
        }
    }

    @Test
    void aBugInAnEventHaltsTheProcess() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        try (Talker manager = new Talker(RM, cluster, Transport::best, code::complete)) {
            manager.node.run(
                    () -> {
                        throw new InvariantViolation("XX1: planted");
                    });
            assertEquals(LastWords.EXIT_CODE, code.join());
        }
    }

    /** Under a code of its own: an operator looks for its cause elsewhere than in this suite. */
    @Test
    void aStateThatIsNotThePrimarysHaltsTheProcess() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        try (Talker replica = new Talker(RM, cluster, Transport::best, code::complete)) {
            replica.node.run(
                    () -> {
                        throw new StateDeviation("ST2: planted");
                    });
            assertEquals(LastWords.EXIT_CODE_DEVIATION, code.join());
        }
    }

    private static ServerSocket door(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(RM_ADDRESS));
    }

    private static byte[] hello(TestCluster cluster, NodeId node) {
        return Wire.encode(new Admission(node, cluster.file).hello());
    }

    /** Also where the other side has not read all that was said to it, and resets. */
    private static byte[] readToEnd(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }
}
