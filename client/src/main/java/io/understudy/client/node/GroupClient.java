package io.understudy.client.node;

import io.understudy.client.Client;
import io.understudy.client.ClientSettings;
import io.understudy.client.Outcome;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient;
import io.understudy.runtime.Loop;
import io.understudy.runtime.Node;
import java.util.concurrent.CompletableFuture;

/**
 * Has a group execute operations, whatever its application is. May be used by any number of
 * threads.
 *
 * <p>What waits for an outcome runs on this client's one thread, which serves all calls: it must
 * not block, least of all for another call. Whoever wants to hands it over ({@code
 * thenAcceptAsync}).
 */
public final class GroupClient implements AutoCloseable {

    private final Node<Client.Alarm> node;
    private final Client core;

    /** Guarded by this: once it is set no call reaches the loop, which may be gone. */
    private boolean closed = false;

    private GroupClient(Node<Client.Alarm> node, Client core) {
        this.node = node;
        this.core = core;
    }

    public static GroupClient open(ClusterFile cluster, String group, ClientOptions options) {
        return open(
                cluster,
                group,
                options,
                Node.openClient(ClientNames.draw(), cluster, group, Client.Alarm.class));
    }

    /**
     * @param loop on which other clients may be, too; to be closed after them
     */
    public static GroupClient open(
            ClusterFile cluster, String group, ClientOptions options, Loop loop) {
        return open(
                cluster,
                group,
                options,
                Node.openClient(ClientNames.draw(), cluster, group, Client.Alarm.class, loop));
    }

    private static GroupClient open(
            ClusterFile cluster, String group, ClientOptions options, Node<Client.Alarm> node) {
        long timeoutMicros = options.timeout().toNanos() / 1_000;
        Client core = new Client(ClientSettings.of(cluster, group, timeoutMicros), node.env());
        GroupClient client = new GroupClient(node, core);
        node.onOpened(core::onReached);
        node.start(core::start, client::receive, core::onAlarm);
        return client;
    }

    private void receive(Message message, NodeId from) {
        if (message instanceof ToClient known) {
            known.deliverTo(core, from);
        } else {
            node.env().ignored(message, from, "not for a client");
        }
    }

    /**
     * Has that executed, once.
     *
     * @param operation must not be changed any more
     * @return always completes, and always with an outcome
     */
    public synchronized CompletableFuture<Outcome> execute(byte[] operation) {
        if (closed) {
            return CompletableFuture.completedFuture(new Outcome.NotDone("the client is closed"));
        }
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        node.run(() -> core.execute(operation, ended::complete));
        return ended;
    }

    /** Completes when the client was closed and is gone. */
    public CompletableFuture<Void> ended() {
        return node.ended();
    }

    /** Calls that wait for their answers end without one; returns at once, see {@link #ended}. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        node.run(
                () -> {
                    core.close();
                    // Only now: the loop's end would cut what the replicas are to hear.
                    node.close();
                });
    }
}
