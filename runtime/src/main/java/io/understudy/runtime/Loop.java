package io.understudy.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.NodeId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One thread with its sockets. A process of a cluster has one for itself; clients of one program
 * may share one, which costs less than a thread for each.
 */
public final class Loop implements AutoCloseable {

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Loop(String name, Transport transport) {
        this.transport = transport;
        ThreadFactory threads = task -> new FastThreadLocalThread(task, name + "-loop");
        this.group = new MultiThreadIoEventLoopGroup(1, threads, transport.handlers());
    }

    /** For clients of that cluster. */
    public static Loop open(String name, ClusterFile cluster) {
        // The log first: Netty has something to log from its first class on.
        Logs.open(NodeId.client(name), cluster);
        return new Loop(name, Transport.best());
    }

    Transport transport() {
        return transport;
    }

    EventLoop events() {
        return group.next();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Ends the thread, and every connection of every node that is on it; returns at once. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .addListener(terminated -> ended.complete(null));
    }
}
