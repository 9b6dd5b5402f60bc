package io.understudy.runtime;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.understudy.protocol.Hello;
import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.Weight;
import io.understudy.protocol.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One connection with another process, from its first frame: both sides say Hello, then messages.
 *
 * <p>Whoever dialled speaks first. The other side answers any Hello with its own, also one that it
 * refuses, so that both can tell their operators why.
 */
final class Connection extends SimpleChannelInboundHandler<Message> {

    /** Who does not say Hello for so long is no peer. */
    static final int HELLO_MS_MAX = 2_000;

    /** Whoever made the connection, and wants to know how it goes. */
    interface Owner {

        /** Why not to talk with that one. */
        Optional<String> refusal(Hello hello);

        void onOpened(Connection connection);

        void onMessage(Connection connection, Message message);

        /** Once, whether it was ever opened or not; who replaces it was told before. */
        void onClosed(Connection connection, String cause);
    }

    private final Owner owner;
    private final boolean dialled;
    private final Hello ownHello;
    private final FrameDecoder decoder;
    private final Events events;
    private final Trace trace;
    private final Complaints complaints;

    private Channel channel;
    private NodeId peer; // null until its Hello was accepted
    private Future<?> helloOverdue;
    private String cause = "closed by the other side";

    private boolean refused = false;

    /** Messages not sent since the peer last kept up; 0 while it does. */
    private long dropped;

    private Connection(
            Owner owner,
            boolean dialled,
            Hello ownHello,
            FrameDecoder decoder,
            Events events,
            Trace trace,
            Complaints complaints) {
        this.owner = owner;
        this.dialled = dialled;
        this.ownHello = ownHello;
        this.decoder = decoder;
        this.events = events;
        this.trace = trace;
        this.complaints = complaints;
    }

    /** Where connections come from: all of one node have these in common. */
    record Maker(Hello ownHello, Events events, Trace trace, Complaints complaints) {

        /**
         * @param dialled by us, so that it is ours to speak first
         */
        Connection attach(Channel channel, boolean dialled, Owner owner) {
            FrameDecoder decoder = new FrameDecoder();
            Connection connection =
                    new Connection(owner, dialled, ownHello, decoder, events, trace, complaints);
            channel.pipeline().addLast(decoder, connection);
            return connection;
        }
    }

    /** Best effort: what the other side does not take in time is dropped, newest first. */
    void send(Message message) {
        if (!channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            if (dropped++ == 0) {
                trace.fact(
                        Weight.WARNING,
                        "unread peer=" + peer + " unsentMax=" + Transport.UNSENT_BYTES_MAX);
            }
            return;
        }
        // One after the other: Netty would put what is composed of them together in a new array.
        for (ByteBuffer part : Wire.frame(message)) {
            channel.write(Unpooled.wrappedBuffer(part), channel.voidPromise());
        }
        events.flush(channel);
    }

    void close(String why) {
        cause = why;
        channel.close();
    }

    Channel channel() {
        return channel;
    }

    NodeId peer() {
        return peer;
    }

    /** To a channel that is connected, always. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        helloOverdue =
                channel.eventLoop().schedule(this::onNoHello, HELLO_MS_MAX, TimeUnit.MILLISECONDS);
        if (dialled) {
            sayHello();
        }
    }

    /**
     * Who comes in and says nothing is a stranger. Whom we dialled and who says nothing does
     * nothing at all: it was stopped, or only begins. That is for whoever misses it to tell.
     */
    private void onNoHello() {
        String reason = "no Hello in " + HELLO_MS_MAX + " ms";
        if (dialled) {
            close(reason);
        } else {
            refuse(reason);
        }
    }

    private void sayHello() {
        channel.write(Unpooled.wrappedBuffer(Wire.encode(ownHello)), channel.voidPromise());
        events.flush(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Message message) {
        if (!channel.isActive()) {
            // Closed by what came before it in the same read.
            return;
        }
        boolean isHello = message instanceof Hello;
        if (peer != null && !isHello) {
            owner.onMessage(this, message);
        } else if (peer == null && isHello) {
            onHello((Hello) message);
        } else {
            refuse(isHello ? "a second Hello" : "no Hello before " + message.tag());
        }
    }

    private void onHello(Hello hello) {
        helloOverdue.cancel(false);
        if (!dialled) {
            sayHello();
        }
        Optional<String> refusal = owner.refusal(hello);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        peer = hello.node();
        decoder.introduced();
        if (peer.role() != Role.CLIENT) {
            // Anybody can call himself a client, do wrong, and be the reason for a line each time.
            complaints.settled(Peers.address(channel));
        }
        owner.onOpened(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable() && dropped > 0) {
            trace.fact(Weight.STORY, "reads again peer=" + peer + " dropped=" + dropped);
            dropped = 0;
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        Throwable reason = thrown instanceof DecoderException ? thrown.getCause() : thrown;
        if (reason instanceof MalformedMessage malformed) {
            refuse(malformed.getMessage());
        } else if (reason instanceof IOException) {
            close(String.valueOf(reason.getMessage()));
        } else if (channel.isActive()) {
            // Not an event of the core: what went wrong here concerns this connection alone.
            refuse(String.valueOf(reason));
        }
    }

    /** Once: a reason for it may be followed by others. */
    private void refuse(String reason) {
        if (!refused) {
            refused = true;
            complaints.warn(Peers.address(channel), "refused", reason);
            close(reason);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        helloOverdue.cancel(false);
        owner.onClosed(this, cause);
        context.fireChannelInactive();
    }
}
