package io.understudy.suite.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.config.ClusterFile;
import io.understudy.config.Defaults;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaPorts;
import io.understudy.config.file.ClusterFileLoader;
import io.understudy.globaldetector.node.GlobalDetectorNode;
import io.understudy.manager.node.ManagerNode;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.View;
import io.understudy.suite.local.Loopback;
import io.understudy.suite.local.ViewFeed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The classic lab's cluster, within this JVM: the real manager, detectors, replicas and clients, on
 * real sockets, with a network between them that does what the lab's does. A view has two places, a
 * primary and a backup; whoever runs besides is idle.
 *
 * <p>In the lab's words the manager is the view server, a replica a server, a client a clerk.
 */
final class Lab implements AutoCloseable {

    static final String S1 = "S1";
    static final String S2 = "S2";
    static final String S3 = "S3";

    static final NodeId MANAGER = NodeId.manager("RM1");
    static final NodeId GLOBAL_DETECTOR = NodeId.globalDetector("GFD1");

    private static final List<String> SERVERS = List.of(S1, S2, S3);
    private static final String GROUP = "kv";

    /** What takes longer has not happened. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of the addresses that processes bind; those that are dialled begin at 1. */
    private static final int INSIDE = 100;

    /**
     * What differs from lab to lab.
     *
     * @param silence after which a server or a machine is missed. Where it is not about silence it
     *     is long: a machine that is busy with others must not change who is primary
     */
    record Setting(Rules rules, Reads reads, Duration silence) {

        Setting(Rules rules) {
            this(rules, Reads.LEASE, Duration.ofSeconds(5));
        }
    }

    private final Path folder;
    private final Net net;
    private final ClusterFile description;
    private final ManagerNode manager;
    private final GlobalDetectorNode globalDetector;
    private final Map<String, LabMachine> machines = new TreeMap<>();
    private final List<Clerk> clerks = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final ViewFeed views;

    private Lab(Path folder, Net net, ClusterFile description) {
        this.folder = folder;
        this.net = net;
        this.description = description;
        manager = ManagerNode.start(description, MANAGER.name());
        globalDetector = GlobalDetectorNode.start(description, GLOBAL_DETECTOR.name());
        for (String server : SERVERS) {
            machines.put(server, new LabMachine(description, machineOf(server), server));
        }
        views = new ViewFeed(description, GROUP);
    }

    /** With a manager and detectors, and no server yet. */
    static Lab open(Setting setting) throws IOException {
        Loopback addresses = Loopback.draw();
        Path folder = Files.createTempDirectory("understudy-lab-").toRealPath();
        Path file = folder.resolve("understudy.json");
        Files.writeString(file, text(addresses, setting));
        return new Lab(folder, net(addresses), ClusterFileLoader.load(file));
    }

    private static String text(Loopback addresses, Setting setting) {
        List<String> machines = new ArrayList<>();
        List<String> replicas = new ArrayList<>();
        for (String server : SERVERS) {
            String machine = machineOf(server);
            machines.add("{\"name\": \"%s\", %s}".formatted(machine, host(addresses, server)));
            replicas.add("{\"name\": \"%s\", \"machine\": \"%s\"}".formatted(server, machine));
        }
        return """
        {
          "cluster": "lab-%d-%d",
          "replicationManagers": [{"name": "%s", %s}],
          "globalFaultDetectors": [{"name": "%s", %s}],
          "machines": [%s],
          "detection": {"machines": {"interval": "100ms", "timeout": "%dms"}},
          "groups": [{
            "name": "%s", "application": {"builtin": "kv"}, "wanted": 2, "relaunch": false,
            "strictAcknowledgement": %b, "reads": "%s",
            "heartbeat": {"interval": "100ms", "timeout": "%dms"}, "viewTimeout": "%dms",
            "replicas": [%s]
          }]
        }
        """
                .formatted(
                        addresses.first(),
                        addresses.second(),
                        MANAGER,
                        host(addresses, MANAGER.name()),
                        GLOBAL_DETECTOR,
                        host(addresses, GLOBAL_DETECTOR.name()),
                        String.join(", ", machines),
                        setting.silence().toMillis(),
                        GROUP,
                        setting.rules() == Rules.CLASSIC,
                        setting.reads().name().toLowerCase(Locale.ROOT),
                        setting.silence().toMillis(),
                        setting.silence().multipliedBy(3).toMillis(),
                        String.join(", ", replicas));
    }

    /** Which of the network's addresses is its. */
    private static int place(String process) {
        return 1 + List.of(MANAGER.name(), GLOBAL_DETECTOR.name(), S1, S2, S3).indexOf(process);
    }

    private static String host(Loopback addresses, String process) {
        int place = place(process);
        return "\"host\": \"%s\", \"bind\": \"%s\""
                .formatted(addresses.address(place), addresses.address(INSIDE + place));
    }

    static String machineOf(String server) {
        return "M" + server.substring(1);
    }

    private static Net net(Loopback addresses) throws IOException {
        Net net = new Net();
        lead(net, addresses, MANAGER, Defaults.MANAGER_PORT);
        lead(net, addresses, MANAGER, Defaults.MANAGER_CLIENT_PORT);
        lead(net, addresses, GLOBAL_DETECTOR, Defaults.GLOBAL_DETECTOR_PORT);
        ReplicaPorts ports = Defaults.REPLICA_PORTS;
        for (String server : SERVERS) {
            lead(net, addresses, NodeId.replica(server), ports.clients());
            lead(net, addresses, NodeId.replica(server), ports.heartbeat());
            lead(net, addresses, NodeId.replica(server), ports.replicas());
        }
        return net;
    }

    private static void lead(Net net, Loopback addresses, NodeId owner, int port)
            throws IOException {
        int place = place(owner.name());
        net.lead(
                owner,
                new InetSocketAddress(addresses.address(place), port),
                new InetSocketAddress(addresses.address(INSIDE + place), port));
    }

    void start(String server) {
        machines.get(server).start();
    }

    void kill(String server) {
        machines.get(server).kill();
    }

    /** One after the other, so that the first is primary, the second its backup, the third idle. */
    void startInOrder(String... servers) {
        start(servers[0]);
        awaitServing(servers[0]);
        for (int i = 1; i < servers.length; i++) {
            start(servers[i]);
            awaitServing(servers[0], servers[1]);
        }
    }

    Clerk clerk() {
        Clerk clerk = new Clerk(description, GROUP);
        clerks.add(clerk);
        return clerk;
    }

    void obey(Net.Rule rule) {
        net.obey(rule);
    }

    /** Holds such frames back from now on. */
    Gate hold(Predicate<Net.Frame> held) {
        Gate gate = new Gate(held);
        gates.add(gate);
        net.obey(gate);
        return gate;
    }

    /** The newest view, or a coming one, for which that holds. */
    View await(String what, Predicate<ViewNews> wanted) {
        long now = views.latest();
        try {
            return views.first(news -> news.view().number() >= now && wanted.test(news))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .news()
                    .view();
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            throw new AssertionError("no " + what + "; the newest is " + views.latest(), e);
        }
    }

    /** The lab's check of who is what: primary first, whether or not they are ready to serve. */
    View awaitRoles(String... servers) {
        return await(
                "view of " + List.of(servers), news -> names(news.view()).equals(List.of(servers)));
    }

    /** The same, once they do serve. */
    View awaitServing(String... servers) {
        return await(
                "activated view of " + List.of(servers),
                news ->
                        news.activated()
                                && names(news.view()).equals(List.of(servers))
                                && news.view().joiners().isEmpty());
    }

    /** A primary and a backup that serve, whoever they are. */
    View awaitPair() {
        return awaitPairWithout("nobody");
    }

    View awaitPairWithout(String server) {
        return await(
                "activated view of two without " + server,
                news ->
                        news.activated()
                                && news.view().members().size() == 2
                                && !names(news.view()).contains(server));
    }

    /** The next primary is the one that was backup, and no other. */
    View awaitPromotion(View before) {
        View next =
                await(
                        "primary after " + before.primary(),
                        news ->
                                news.view().number() > before.number()
                                        && !news.view().primary().equals(before.primary()));
        assertEquals(before.others(before.primary()).get(0), next.primary());
        return next;
    }

    /** Primary and backup, or the primary alone; who is only on the way to be backup counts. */
    private static List<String> names(View view) {
        return Stream.concat(Stream.of(view.primary()), view.others(view.primary()).stream())
                .map(ReplicaId::name)
                .toList();
    }

    @Override
    public void close() throws IOException {
        gates.forEach(Gate::open);
        clerks.forEach(Clerk::close);
        views.close();
        machines.values().forEach(LabMachine::close);
        globalDetector.close();
        globalDetector.ended().join();
        manager.close();
        manager.ended().join();
        net.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
