package io.understudy.runtime;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Names to addresses, off the loop: a name server that does not answer holds a thread for seconds.
 *
 * <p>The machine's own resolver rather than Netty's: it also knows what is in the hosts file and
 * whatever else this machine is set up to ask.
 */
final class Resolver implements AutoCloseable {

    /** So that a few names that hang do not hold up the others. */
    private static final int THREADS_MAX = 4;

    static {
        // A machine that moved is found at the next connect, not when a cache forgets the old
        // address. Who connects backs off, so this asks once a second at most.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private final ThreadPoolExecutor threads;

    Resolver(String node) {
        threads =
                new ThreadPoolExecutor(
                        THREADS_MAX,
                        THREADS_MAX,
                        10,
                        TimeUnit.SECONDS,
                        // Bounded by its users: each waits for an answer before it asks again.
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, node + "-names");
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** All addresses of that host; at once if it is written as an address. */
    CompletableFuture<List<InetAddress>> resolve(String host) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return CompletableFuture.completedFuture(lookUp(host));
        }
        try {
            return CompletableFuture.supplyAsync(() -> lookUp(host), threads);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new CompletionException(unknown);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
