package io.understudy.runtime;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.understudy.protocol.Hello;
import io.understudy.protocol.Message;
import io.understudy.protocol.Role;
import io.understudy.protocol.Weight;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A listening socket and who came through it.
 *
 * <p>It lets in only so many. When it is full whoever has been there longest without a Hello has to
 * leave; peers never do, so that strangers cannot keep peers out, nor drive them out.
 */
final class Door implements Connection.Owner {

    static final int CONNECTIONS_MAX = 1_000;

    private static final int BACKLOG = 128;

    private final int connectionsMax;
    private final Set<Role> guests;
    private final Optional<Pages> pages;
    private final Peers peers;
    private final Means means;

    /** Open and without a Hello, oldest first; who speaks HTTP remains one. */
    private final Set<Channel> strangers = new LinkedHashSet<>();

    private int open;
    private Channel listening;

    Door(int connectionsMax, Set<Role> guests, Optional<Pages> pages, Peers peers, Means means) {
        this.connectionsMax = connectionsMax;
        this.guests = guests;
        this.pages = pages;
        this.peers = peers;
        this.means = means;
    }

    /**
     * Blocks until the system has given us that port. Whoever comes waits outside, with the system,
     * until {@link #open}.
     */
    void listen(String bind, int port) {
        InetSocketAddress address = new InetSocketAddress(bind, port);
        if (address.isUnresolved()) {
            throw new BindFailed(bind, port, "unknown host");
        }
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(means.loop())
                        .channel(means.transport().doors())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.AUTO_READ, false)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        admit(channel);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindFailed(bind, port, String.valueOf(bound.cause().getMessage()));
        }
        listening = bound.channel();
        means.sockets().add(listening);
        means.trace().fact(Weight.STORY, "listening at=" + bind + ":" + port);
    }

    void open() {
        listening.config().setAutoRead(true);
    }

    private void admit(Channel channel) {
        if (open >= connectionsMax && !makeRoom()) {
            means.complaints()
                    .warn(
                            String.valueOf(listening.localAddress()),
                            "full",
                            "connectionsMax=" + connectionsMax);
            channel.close();
            return;
        }
        open++;
        means.sockets().add(channel);
        strangers.add(channel);
        channel.closeFuture()
                .addListener(
                        closed -> {
                            strangers.remove(channel);
                            open--;
                        });
        means.transport().tune(channel);
        channel.pipeline()
                .addLast(
                        new FirstByte(
                                frames -> means.maker().attach(frames, false, this),
                                pages.map(some -> http -> PageServer.attach(http, some, means)),
                                means.complaints()));
    }

    private boolean makeRoom() {
        Iterator<Channel> oldest = strangers.iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        Channel leaves = oldest.next();
        oldest.remove();
        means.complaints().warn(Peers.address(leaves), "closed", "made room for another");
        leaves.close();
        return true;
    }

    @Override
    public Optional<String> refusal(Hello hello) {
        Optional<String> refusal = means.admission().refusal(hello);
        return refusal.isEmpty() && !guests.contains(hello.role())
                ? Optional.of("is at the wrong door: " + hello.role() + " " + hello.name())
                : refusal;
    }

    @Override
    public void onOpened(Connection guest) {
        strangers.remove(guest.channel());
        peers.onGuest(guest);
    }

    @Override
    public void onMessage(Connection guest, Message message) {
        peers.onMessage(guest.peer(), message);
    }

    @Override
    public void onClosed(Connection guest, String cause) {
        peers.onGuestGone(guest, cause);
    }
}
