package io.understudy.suite.labs;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.Tag;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network of a lab. Whatever one of its processes says to another passes through here, frame by
 * frame: the cluster file advertises this network's addresses, and each process binds another one.
 */
final class Net implements AutoCloseable {

    /** What becomes of a frame. */
    enum Fate {
        PASSED,
        LOST,
        /** Lost, and the connection with it. */
        CUT
    }

    /** A frame, as far as the network looks into it. */
    record Frame(NodeId from, NodeId to, Tag tag) {}

    /**
     * Decides about frames, on the thread that carries them: one that waits holds back everything
     * behind that frame.
     */
    interface Rule {
        Fate of(Frame frame);
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> doors = new CopyOnWriteArrayList<>();
    private final List<Crossing> crossings = new CopyOnWriteArrayList<>();
    private volatile boolean closed = false;

    /**
     * Whoever dials {@code outside} gets to the process behind {@code inside}.
     *
     * @param owner of that door
     */
    void lead(NodeId owner, InetSocketAddress outside, InetSocketAddress inside)
            throws IOException {
        ServerSocket door = new ServerSocket();
        door.bind(outside);
        doors.add(door);
        Crossing.onThread("net-door", () -> admit(owner, door, inside));
    }

    private void admit(NodeId owner, ServerSocket door, InetSocketAddress inside) {
        while (!closed) {
            Socket dialler;
            try {
                dialler = door.accept();
            } catch (IOException over) {
                return;
            }
            Crossing crossing = new Crossing(owner, dialler, inside, this::fate);
            crossings.add(crossing);
            crossing.start(() -> crossings.remove(crossing));
        }
    }

    private Fate fate(Frame frame) {
        return rules.stream()
                .map(rule -> rule.of(frame))
                .filter(fate -> fate != Fate.PASSED)
                .findFirst()
                .orElse(Fate.PASSED);
    }

    /** From now on; the first rule that does not let a frame pass decides. */
    void obey(Rule rule) {
        rules.add(rule);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (ServerSocket door : doors) {
            door.close();
        }
        crossings.forEach(Crossing::close);
    }
}
