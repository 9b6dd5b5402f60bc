package io.understudy.localdetector.node;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster of one machine, three replicas, one manager and one global detector, on free ports. Its
 * processes are started with {@link #spec()} as argument, and so see the same one.
 */
record TestCluster(Path folder, List<Integer> ports) {

    static final String MACHINE = "M1";
    static final String GROUP = "kv";
    static final List<String> REPLICAS = List.of("S1", "S2", "S3");

    private static final int PORTS = 3 + 4 * REPLICAS.size();

    static TestCluster in(Path folder) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return new TestCluster(folder.toAbsolutePath(), ports);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static TestCluster parse(String spec) {
        String[] words = spec.split(",");
        List<Integer> ports = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            ports.add(Integer.valueOf(words[i]));
        }
        return new TestCluster(Path.of(words[0]), ports);
    }

    String spec() {
        StringBuilder spec = new StringBuilder(folder.toString());
        ports.forEach(port -> spec.append(',').append(port));
        return spec.toString();
    }

    /** What runs a class of this module's tests in a process of its own. */
    static List<String> java(Class<?> main, String... arguments) {
        // They live for a moment, of which most is their start.
        return java(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), main, arguments);
    }

    static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xshare:auto");
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    int managerPort() {
        return ports.get(0);
    }

    int globalPort() {
        return ports.get(2);
    }

    ClusterFile file() {
        Host host = new Host("127.0.0.1", "127.0.0.1");
        List<ReplicaEntry> replicas = new ArrayList<>();
        for (int i = 0; i < REPLICAS.size(); i++) {
            int first = 3 + 4 * i;
            ReplicaPorts four =
                    new ReplicaPorts(
                            ports.get(first),
                            ports.get(first + 1),
                            ports.get(first + 2),
                            ports.get(first + 3));
            replicas.add(new ReplicaEntry(REPLICAS.get(i), MACHINE, four));
        }
        Launch launch =
                new Launch(
                        java(StandIn.class, "{name}", spec()),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(1),
                        5,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60));
        GroupEntry group =
                new GroupEntry(
                        GROUP,
                        new ApplicationEntry("kv"),
                        Style.PASSIVE,
                        Backups.HOT,
                        false,
                        Reads.LEASE,
                        Durability.NONE,
                        false,
                        3,
                        true,
                        replicas,
                        // Patient, since the machine that tests may be busy.
                        new Heartbeat(Duration.ofMillis(50), Duration.ofSeconds(5)),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        launch);
        return new ClusterFile(
                folder.resolve("understudy.json"),
                "test",
                new Folders("data", "logs"),
                new Detection(
                        Duration.ofMillis(Integer.getInteger("look.ms", 1)),
                        new Heartbeat(Duration.ofMillis(100), Duration.ofMillis(600))),
                List.of(new ManagerEntry("RM1", host, managerPort(), ports.get(1))),
                List.of(new GlobalDetectorEntry("GFD1", host, globalPort())),
                List.of(new MachineEntry(MACHINE, host)),
                List.of(group));
    }
}
