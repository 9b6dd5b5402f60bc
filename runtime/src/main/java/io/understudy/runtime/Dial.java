package io.understudy.runtime;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.understudy.protocol.Hello;
import io.understudy.protocol.Message;
import io.understudy.protocol.Weight;
import io.understudy.runtime.Neighbours.Neighbour;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a connection to one neighbour, for as long as the node lives.
 *
 * <p>A connection that ends is made again after a pause that doubles with each attempt and begins
 * anew only once a connection has lasted: two processes started under one name replace each other's
 * connections at the other end, and must not do so thousands of times a second.
 */
final class Dial implements Connection.Owner {

    static final long BACK_OFF_MS_MIN = 20;
    static final long BACK_OFF_MS_MAX = 400;
    private static final int CONNECT_MS_MAX = 2_000;

    private final Neighbour neighbour;
    private final Optional<String> source;
    private final Peers peers;
    private final Means means;

    private long backOffMs = BACK_OFF_MS_MIN;
    private long attempts;
    private long openedMicros;
    private Connection connection; // null but for the time from Hello to its end
    private boolean missing; // whether that has been told
    private boolean ended;

    Dial(Neighbour neighbour, Optional<String> source, Peers peers, Means means) {
        this.neighbour = neighbour;
        this.source = source;
        this.peers = peers;
        this.means = means;
    }

    /** Null while there is none. */
    Connection connection() {
        return connection;
    }

    void dial() {
        if (ended) {
            return;
        }
        CompletableFuture<List<InetAddress>> own =
                source.map(means.resolver()::resolve)
                        .orElse(CompletableFuture.completedFuture(List.of()));
        own.thenCombine(means.resolver().resolve(neighbour.host()), this::ends)
                .whenCompleteAsync(this::onResolved, means.loop());
    }

    /** Where a connection leads, and from where if that matters. */
    private record Ends(Optional<InetAddress> own, InetAddress other) {}

    private Ends ends(List<InetAddress> own, List<InetAddress> others) {
        // One after the other, if the name has several.
        InetAddress other = others.get((int) (attempts % others.size()));
        return new Ends(source(own, other), other);
    }

    private void onResolved(Ends ends, Throwable failed) {
        attempts++;
        if (ended) {
            return;
        }
        if (failed != null) {
            Throwable reason = failed instanceof CompletionException ? failed.getCause() : failed;
            missed("cannot resolve: " + reason.getMessage());
            return;
        }
        connect(
                ends.own().map(own -> new InetSocketAddress(own, 0)),
                new InetSocketAddress(ends.other(), neighbour.port()));
    }

    /**
     * Without Netty's bootstrap, and with nothing attached before there is a connection: whoever is
     * missing is dialled once a second for days, in a process that is idle otherwise and whose code
     * is therefore never compiled.
     */
    private void connect(Optional<InetSocketAddress> own, InetSocketAddress other) {
        Channel channel;
        try {
            channel = means.transport().connections().get();
        } catch (ChannelException noneLeft) {
            missed(noneLeft.getMessage());
            return;
        }
        means.loop().register(channel);
        means.sockets().add(channel);
        channel.config().setConnectTimeoutMillis(CONNECT_MS_MAX);
        if (own.isEmpty()) {
            connect(channel, other);
            return;
        }
        channel.bind(own.get())
                .addListener(
                        bound -> {
                            if (bound.isSuccess()) {
                                connect(channel, other);
                            } else {
                                channel.close();
                                String address = own.get().getHostString();
                                means.complaints()
                                        .warn(address, "cannot dial", bound.cause().getMessage());
                                missed("cannot dial from " + address);
                            }
                        });
    }

    private void connect(Channel channel, InetSocketAddress other) {
        channel.connect(other)
                .addListener(
                        connected -> {
                            if (connected.isSuccess()) {
                                attach(channel);
                            } else {
                                channel.close();
                                missed(connected.cause().getMessage());
                            }
                        });
    }

    /** Where the other side has gone again, setting an option may fail. */
    private void attach(Channel channel) {
        try {
            means.transport().tune(channel);
        } catch (ChannelException gone) {
            channel.close();
            missed(gone.getMessage());
            return;
        }
        means.maker().attach(channel, true, this);
    }

    /**
     * The address that the cluster file gives us, where it is a certain one and of the same family.
     * There is no falling back to another one: a process that runs where the file does not have it
     * would speak for the wrong machine.
     */
    private static Optional<InetAddress> source(List<InetAddress> own, InetAddress other) {
        for (InetAddress address : own) {
            if (!address.isAnyLocalAddress() && address.getClass() == other.getClass()) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> refusal(Hello hello) {
        return means.admission().refusal(hello, neighbour.node());
    }

    @Override
    public void onOpened(Connection opened) {
        connection = opened;
        openedMicros = means.events().clockMicros();
        missing = false;
        means.trace().fact(Weight.STORY, "connected " + neighbour);
        peers.onOpened(neighbour.node());
    }

    @Override
    public void onMessage(Connection from, Message message) {
        peers.onMessage(neighbour.node(), message);
    }

    @Override
    public void onClosed(Connection closed, String cause) {
        if (connection != closed) {
            missed(cause);
            return;
        }
        connection = null;
        long lastedMs = (means.events().clockMicros() - openedMicros) / 1_000;
        if (lastedMs >= BACK_OFF_MS_MAX) {
            backOffMs = BACK_OFF_MS_MIN;
        }
        means.trace().fact(Weight.STORY, "disconnected " + neighbour + quoted(cause));
        peers.onClosed(neighbour.node());
        dialLater();
    }

    /** No further attempt. */
    void end() {
        ended = true;
    }

    /** Told once: whoever is missing may be so for days. */
    private void missed(String cause) {
        if (!missing) {
            means.trace().fact(Weight.STORY, "missing " + neighbour + quoted(cause));
            missing = true;
        }
        dialLater();
    }

    private void dialLater() {
        if (ended) {
            return;
        }
        // Drawn, so that all who lost the same peer do not come back at the same moment.
        long delayMs = means.random().nextLong(3 * backOffMs / 4, backOffMs + 1);
        backOffMs = Math.min(2 * backOffMs, BACK_OFF_MS_MAX);
        means.loop().schedule(this::dial, delayMs, TimeUnit.MILLISECONDS);
    }

    private static String quoted(String cause) {
        return " cause=\"" + cause + '"';
    }
}
