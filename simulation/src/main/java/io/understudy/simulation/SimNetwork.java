package io.understudy.simulation;

import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Connections between processes. Within one nothing is reordered or repeated; when one breaks, what
 * was under way is lost, and what was sent last may arrive once more on the next. Between
 * connections there is no order at all.
 */
final class SimNetwork {

    /** From one life of a process to whoever goes by a name. */
    private record Route(long fromPid, NodeId to) implements Comparable<Route> {
        @Override
        public int compareTo(Route other) {
            int byPid = Long.compare(fromPid, other.fromPid);
            return byPid != 0 ? byPid : to.compareTo(other.to);
        }
    }

    /**
     * @param message what arrives, each time that it does
     */
    private record Flight(NodeId from, Supplier<Message> message) {}

    /** From one machine to another. */
    private record Way(String from, String to) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }

        @Override
        public String toString() {
            return from + ">" + to;
        }
    }

    private static final class Connection {
        /** The life at the other end; another one needs another connection. */
        private final SimProcess<?> target;

        private long lastArrivalMicros;
        private boolean broken = false;

        Connection(SimProcess<?> target) {
            this.target = target;
        }
    }

    private static final int REPEATED_MAX = 3;
    private static final long DIAL_MICROS_MAX = 200_000;

    private final World world;
    private final RandomGenerator random;
    private final RandomGenerator lots;

    /** Of a thousand messages so many travel as bytes: in some worlds all, in most a few. */
    private final int asBytesPerMille;

    private final TreeMap<NodeId, SimProcess<?>> listening = new TreeMap<>();
    private final TreeMap<Route, Connection> connections = new TreeMap<>();
    private final TreeMap<Route, ArrayDeque<Flight>> latest = new TreeMap<>();

    /** What a way that is cut does with what is sent, and how many faults keep it cut. */
    private static final class Cut {
        private final boolean holds;
        private int count = 0;

        Cut(boolean holds) {
            this.holds = holds;
        }
    }

    /** Nothing gets through there. */
    private final TreeMap<Way, Cut> cuts = new TreeMap<>();

    /** What waits for a cut to heal, as in the send buffers of connections that survive it. */
    private final TreeMap<Way, List<Runnable>> held = new TreeMap<>();

    SimNetwork(World world) {
        this.world = world;
        this.random = world.split();
        this.lots = world.split();
        this.asBytesPerMille = lots.nextInt(8) == 0 ? 1_000 : 50;
    }

    void listen(SimProcess<?> process) {
        listening.put(process.id(), process);
        for (Route route : connections.keySet()) {
            if (route.to().equals(process.id())) {
                dial(route.fromPid(), process);
            }
        }
    }

    /**
     * Who has said something to a process of that name dials until it is there again, and mostly
     * learns when it is. Mostly: no core may lean on it.
     */
    private void dial(long fromPid, SimProcess<?> target) {
        SimProcess<?> from = world.process(fromPid);
        if (from.dead() || random.nextInt(3) == 0) {
            return;
        }
        world.timeline()
                .after(
                        random.nextLong(DIAL_MICROS_MAX),
                        () -> {
                            boolean there =
                                    listening.get(target.id()) == target
                                            && !target.dead()
                                            && !cuts.containsKey(
                                                    new Way(from.machine(), target.machine()));
                            if (there) {
                                from.reached(target.id());
                            }
                        });
    }

    SimProcess<?> at(NodeId id) {
        return listening.get(id);
    }

    void send(SimProcess<?> from, NodeId to, Message message) {
        SimProcess<?> target = listening.get(to);
        if (target == null || target.dead()) {
            return;
        }
        Route route = new Route(from.pid(), to);
        Connection connection = connections.get(route);
        if (connection == null || connection.target != target || connection.broken) {
            connection = connect(route, target, connection != null && connection.broken);
        }
        Flight flight = new Flight(from.id(), carried(message));
        remember(route, flight);
        carry(connection, from.machine(), flight);
    }

    /** Ends every connection between two machines; what is under way is lost. */
    void reset(String one, String other) {
        for (Map.Entry<Route, Connection> entry : connections.entrySet()) {
            SimProcess<?> target = entry.getValue().target;
            String from = world.process(entry.getKey().fromPid()).machine();
            boolean between =
                    (from.equals(one) && target.machine().equals(other))
                            || (from.equals(other) && target.machine().equals(one));
            if (between && !entry.getValue().broken) {
                entry.getValue().broken = true;
                dial(entry.getKey().fromPid(), target);
            }
        }
        world.note("connections between " + one + " and " + other + " are reset");
    }

    /**
     * @param hold whether what is sent meanwhile arrives late, instead of never
     */
    void cut(String from, String to, boolean hold) {
        Way way = new Way(from, to);
        cuts.computeIfAbsent(way, unused -> new Cut(hold)).count++;
        world.note("cut " + way + (hold ? ", holding" : ", losing"));
    }

    void heal(String from, String to) {
        Way way = new Way(from, to);
        Cut cut = cuts.get(way);
        if (cut != null && --cut.count == 0) {
            cuts.remove(way);
            world.note("healed " + way);
            List<Runnable> late = held.remove(way);
            if (late != null) {
                late.forEach(Runnable::run);
            }
        }
    }

    void healAll() {
        for (Way cut : List.copyOf(cuts.keySet())) {
            while (cuts.containsKey(cut)) {
                heal(cut.from(), cut.to());
            }
        }
    }

    /** What a message is, its bytes say; but to ask them every time would take half of all work. */
    private Supplier<Message> carried(Message message) {
        if (lots.nextInt(1_000) >= asBytesPerMille) {
            return () -> message;
        }
        byte[] frame = Wire.encode(message);
        byte[] body = Arrays.copyOfRange(frame, Wire.LENGTH_BYTES, frame.length);
        return () -> Wire.decode(body);
    }

    private Connection connect(Route route, SimProcess<?> target, boolean again) {
        Connection connection = new Connection(target);
        connections.put(route, connection);
        if (again && random.nextBoolean()) {
            ArrayDeque<Flight> repeated = latest.getOrDefault(route, new ArrayDeque<>());
            for (Flight flight : repeated) {
                carry(connection, world.process(route.fromPid()).machine(), flight);
            }
        }
        return connection;
    }

    private void remember(Route route, Flight flight) {
        ArrayDeque<Flight> flights = latest.computeIfAbsent(route, unused -> new ArrayDeque<>());
        flights.add(flight);
        if (flights.size() > REPEATED_MAX) {
            flights.poll();
        }
    }

    private void carry(Connection connection, String fromMachine, Flight flight) {
        String to = connection.target.machine();
        Way way = new Way(fromMachine, to);
        Cut cut = cuts.get(way);
        if (cut != null) {
            if (cut.holds) {
                held.computeIfAbsent(way, unused -> new ArrayList<>())
                        .add(() -> carry(connection, fromMachine, flight));
            }
            return;
        }
        long now = world.timeline().nowMicros();
        long delay = world.weather().delay(fromMachine.equals(to), random);
        long arrival = Math.max(now + delay, connection.lastArrivalMicros + 1);
        connection.lastArrivalMicros = arrival;
        world.timeline().after(arrival - now, () -> arrive(connection, flight));
    }

    private void arrive(Connection connection, Flight flight) {
        if (connection.broken) {
            return;
        }
        connection.target.deliver(flight.message().get(), flight.from());
    }
}
