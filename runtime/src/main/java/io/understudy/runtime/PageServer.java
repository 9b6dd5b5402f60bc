package io.understudy.runtime;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.understudy.runtime.Pages.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Serves {@link Pages} on one connection, one request at a time, so that answers come in order. */
final class PageServer extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final int LINE_CHARS_MAX = 4_096;
    private static final int HEADER_CHARS_MAX = 8_192;

    /** Of the body of a request, none of which is ever looked at. */
    private static final int BODY_BYTES_MAX = 8_192;

    private static final int IDLE_SECONDS_MAX = 30;

    /** That a client may send before it has read an answer; beyond it the connection is closed. */
    private static final int ASKED_MAX = 16;

    private final Queue<FullHttpRequest> asked = new ArrayDeque<>();
    private final Pages pages;
    private final Complaints complaints;

    private PageServer(Pages pages, Complaints complaints) {
        this.pages = pages;
        this.complaints = complaints;
    }

    static void attach(Channel channel, Pages pages, Means means) {
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, IDLE_SECONDS_MAX),
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LINE_CHARS_MAX)
                                        .setMaxHeaderSize(HEADER_CHARS_MAX)),
                        new HttpServerKeepAliveHandler(),
                        new HttpObjectAggregator(BODY_BYTES_MAX),
                        new PageServer(pages, means.complaints()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked.size() == ASKED_MAX) {
            context.close();
            return;
        }
        // The first of these is the one being answered.
        asked.add(request.retain());
        if (asked.size() == 1) {
            answerFirst(context);
        }
    }

    private void answerFirst(ChannelHandlerContext context) {
        FullHttpRequest request = asked.element();
        if (request.decoderResult().isFailure()) {
            complaints.warn(
                    Peers.address(context.channel()),
                    "refused",
                    "no HTTP: " + request.decoderResult().cause().getMessage());
            FullHttpResponse response = response(plain(HttpResponseStatus.BAD_REQUEST));
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            answer(context, response);
        } else if (!request.method().equals(HttpMethod.GET)) {
            FullHttpResponse response = response(plain(HttpResponseStatus.METHOD_NOT_ALLOWED));
            response.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET);
            answer(context, response);
        } else {
            CompletableFuture.completedFuture(new QueryStringDecoder(request.uri()).path())
                    .thenCompose(pages::get)
                    .whenCompleteAsync(
                            (page, failed) ->
                                    answer(
                                            context,
                                            response(failed == null ? page : failure(failed))),
                            context.executor());
        }
    }

    private Page failure(Throwable failed) {
        complaints.warn("pages", "failed", String.valueOf(failed));
        return plain(HttpResponseStatus.INTERNAL_SERVER_ERROR);
    }

    private void answer(ChannelHandlerContext context, FullHttpResponse response) {
        context.writeAndFlush(response);
        if (!asked.isEmpty()) {
            asked.remove().release();
        }
        if (!asked.isEmpty()) {
            answerFirst(context);
        }
    }

    /** Whoever leaves is not answered any more. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        asked.forEach(FullHttpRequest::release);
        asked.clear();
        context.fireChannelInactive();
    }

    private static FullHttpResponse response(Page page) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(page.status()),
                        Unpooled.wrappedBuffer(page.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, page.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        return response;
    }

    private static Page plain(HttpResponseStatus status) {
        byte[] body = (status + "\n").getBytes(StandardCharsets.US_ASCII);
        return new Page(status.code(), "text/plain", body);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (!(thrown instanceof IOException)) {
            complaints.warn(Peers.address(context.channel()), "refused", String.valueOf(thrown));
        }
        context.close();
    }
}
