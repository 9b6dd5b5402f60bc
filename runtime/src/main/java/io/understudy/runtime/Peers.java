package io.understudy.runtime;

import io.netty.channel.Channel;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Weight;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Who is connected, and on which connection to speak with whom: on the one that this node dialled
 * if it dials that peer, else on the newest that the peer dialled. What a peer says is heard on
 * either.
 */
final class Peers {

    private final Means means;
    private final Map<NodeId, Dial> dials = new TreeMap<>();
    private final Map<NodeId, Connection> guests = new TreeMap<>();

    private BiConsumer<Message, NodeId> messages = (message, from) -> {};
    private Consumer<NodeId> opened = peer -> {};
    private Consumer<NodeId> closed = peer -> {};

    Peers(Neighbours neighbours, Means means) {
        this.means = means;
        neighbours
                .dialled()
                .forEach(
                        neighbour ->
                                dials.put(
                                        neighbour.node(),
                                        new Dial(neighbour, neighbours.source(), this, means)));
    }

    void openedHook(Consumer<NodeId> hook) {
        opened = opened.andThen(hook);
    }

    void closedHook(Consumer<NodeId> hook) {
        closed = closed.andThen(hook);
    }

    void start(BiConsumer<Message, NodeId> onMessage) {
        messages = onMessage;
        dials.values().forEach(Dial::dial);
    }

    void end() {
        dials.values().forEach(Dial::end);
    }

    void send(NodeId to, Message message) {
        Dial dial = dials.get(to);
        Connection connection = dial == null ? guests.get(to) : dial.connection();
        if (connection != null) {
            connection.send(message);
        }
    }

    void onMessage(NodeId from, Message message) {
        means.events().run(() -> messages.accept(message, from));
    }

    void onOpened(NodeId peer) {
        means.events().run(() -> opened.accept(peer));
    }

    void onClosed(NodeId peer) {
        means.events().run(() -> closed.accept(peer));
    }

    void onGuest(Connection guest) {
        Connection older = guests.put(guest.peer(), guest);
        if (older != null) {
            older.close("replaced by a newer connection");
        }
        means.trace().fact(Weight.DETAIL, "guest peer=" + guest.peer());
        if (!dials.containsKey(guest.peer())) {
            onOpened(guest.peer());
        }
    }

    void onGuestGone(Connection guest, String cause) {
        if (guest.peer() == null) {
            return;
        }
        means.trace()
                .fact(Weight.DETAIL, "guest gone peer=" + guest.peer() + " cause=\"" + cause + '"');
        // Not if a newer one has taken its place.
        boolean last = guests.remove(guest.peer(), guest);
        if (last && !dials.containsKey(guest.peer())) {
            onClosed(guest.peer());
        }
    }

    /** Of the other end, without the port, which differs with each connection. */
    static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getHostString()
                : String.valueOf(channel.remoteAddress());
    }
}
