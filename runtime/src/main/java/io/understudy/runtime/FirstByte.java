package io.understudy.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells by its first byte what a new connection speaks, and makes way for who understands it: our
 * frames begin with a zero, HTTP with a letter.
 */
final class FirstByte extends ByteToMessageDecoder {

    private final Consumer<Channel> frames;
    private final Optional<Consumer<Channel>> http;
    private final Complaints complaints;
    private Future<?> overdue;

    FirstByte(Consumer<Channel> frames, Optional<Consumer<Channel>> http, Complaints complaints) {
        this.frames = frames;
        this.http = http;
        this.complaints = complaints;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        overdue =
                context.executor()
                        .schedule(
                                () -> refuse(context, "not a byte"),
                                Connection.HELLO_MS_MAX,
                                TimeUnit.MILLISECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        byte first = in.getByte(in.readerIndex());
        if (first == 0) {
            becomes(context, frames);
        } else if (http.isPresent() && isLetter(first)) {
            becomes(context, http.get());
        } else {
            in.skipBytes(in.readableBytes());
            refuse(context, "speaks no language of this door");
        }
    }

    private void becomes(ChannelHandlerContext context, Consumer<Channel> speaker) {
        speaker.accept(context.channel());
        // Hands on what was read.
        context.pipeline().remove(this);
    }

    private static boolean isLetter(byte first) {
        return first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z';
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        if (context.channel().isActive()) {
            complaints.warn(Peers.address(context.channel()), "refused", reason);
            context.close();
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        overdue.cancel(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        refuse(
                context,
                thrown instanceof IOException
                        ? "left without a word: " + thrown.getMessage()
                        : String.valueOf(thrown));
    }
}
