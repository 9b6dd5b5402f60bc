package io.understudy.runtime;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;

/**
 * How this machine's sockets are reached, and how they are set.
 *
 * <p>Who no longer answers is found out by the kernel, not by messages of ours: a connection may be
 * silent for as long as both sides have nothing to say (a client that waits for the next view), and
 * whoever has to know whether a process is well sends heartbeats of its own. The kernel asks an
 * idle peer's kernel after {@link #IDLE_SECONDS}, and gives up a connection on which sent bytes
 * were not acknowledged for {@link #UNACKNOWLEDGED_MS}. That is not shorter, since a cut of the
 * network that heals sooner costs nothing; and not longer, since the kernel sends again at ever
 * longer intervals while a new connection works at once. A process that is stopped keeps its
 * connections.
 */
record Transport(
        IoHandlerFactory handlers,
        Supplier<SocketChannel> connections,
        Class<? extends ServerSocketChannel> doors,
        Consumer<Channel> watch) {

    /** Of one connection. Control messages are small: so many are minutes of what nobody reads. */
    static final int UNSENT_BYTES_MAX = 4 << 20;

    private static final int UNACKNOWLEDGED_MS = 3_000;
    private static final int IDLE_SECONDS = 3;
    private static final int PROBE_SECONDS = 1;
    private static final int PROBES = 3;

    static Transport best() {
        return Epoll.isAvailable() ? epoll() : nio();
    }

    static Transport epoll() {
        return new Transport(
                EpollIoHandler.newFactory(),
                EpollSocketChannel::new,
                EpollServerSocketChannel.class,
                channel -> {
                    set(channel, EpollChannelOption.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS);
                    set(channel, EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
                    set(channel, EpollChannelOption.TCP_KEEPINTVL, PROBE_SECONDS);
                    set(channel, EpollChannelOption.TCP_KEEPCNT, PROBES);
                });
    }

    /** What every system has. Without a limit on unacknowledged bytes: the JDK cannot set it. */
    static Transport nio() {
        return new Transport(
                NioIoHandler.newFactory(),
                NioSocketChannel::new,
                NioServerSocketChannel.class,
                channel -> {
                    set(
                            channel,
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                            IDLE_SECONDS);
                    set(
                            channel,
                            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                            PROBE_SECONDS);
                    set(channel, NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
                });
    }

    void tune(Channel channel) {
        set(channel, ChannelOption.TCP_NODELAY, true);
        set(channel, ChannelOption.SO_KEEPALIVE, true);
        // Above the upper mark a channel says that it is not writable, and then we do not write.
        set(
                channel,
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX));
        watch.accept(channel);
    }

    /** An option that this system does not have is done without. */
    private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
        channel.config().setOption(option, value);
    }
}
