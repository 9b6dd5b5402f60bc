package io.understudy.runtime;

import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** A node with a core that only takes down what it hears. */
final class Talker implements AutoCloseable {

    /** A hung test, never a slow one. */
    private static final long WAIT_SECONDS_MAX = 60;

    enum Alarm {
        ONE,
        OTHER
    }

    /** Something that was heard. */
    record Heard(NodeId from, Message message) {}

    static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);

    final Node<Alarm> node;
    final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<String> changes = new LinkedBlockingQueue<>();

    Talker(NodeId self, TestCluster cluster) {
        this(self, cluster, Transport::best);
    }

    Talker(NodeId self, TestCluster cluster, Supplier<Transport> transport) {
        this(self, cluster, transport, code -> {});
    }

    Talker(NodeId self, TestCluster cluster, Supplier<Transport> transport, IntConsumer halt) {
        node = new Node<>(self, cluster.file, Alarm.class, transport, halt);
        node.onOpened(peer -> changes.add("+" + peer));
        node.onClosed(peer -> changes.add("-" + peer));
    }

    Talker listen(String bind, int port) {
        node.listen(bind, port, ANYBODY);
        return this;
    }

    Talker start() {
        node.start(() -> {}, (message, from) -> heard.add(new Heard(from, message)), alarm -> {});
        return this;
    }

    void say(NodeId to, Message message) {
        node.run(() -> node.env().send(to, message));
    }

    Heard hears() throws InterruptedException {
        return await(heard);
    }

    String sees() throws InterruptedException {
        return await(changes);
    }

    static <T> T await(LinkedBlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    /** Until all is closed, its ports too. */
    @Override
    public void close() {
        node.close();
        node.ended().join();
    }
}
