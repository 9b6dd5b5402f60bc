package io.understudy.client.node;

import io.understudy.client.ViewSubscription;
import io.understudy.config.ClusterFile;
import io.understudy.config.ManagerEntry;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.runtime.Node;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows the views of a group in a program of its own. */
public final class Views implements AutoCloseable {

    /** Managers push what is new; this is for a push that was lost. */
    private static final long RENEW_MICROS = 1_000_000;

    private final Node<ViewSubscription.Alarm> node;
    private final ViewSubscription subscription;

    private Views(Node<ViewSubscription.Alarm> node, ViewSubscription subscription) {
        this.node = node;
        this.subscription = subscription;
    }

    /**
     * @param listener is called on a thread that must not be blocked
     */
    public static Views follow(ClusterFile cluster, String group, Consumer<ViewNews> listener) {
        Node<ViewSubscription.Alarm> node =
                Node.open(NodeId.client(ClientNames.draw()), cluster, ViewSubscription.Alarm.class);
        ViewSubscription.Settings settings =
                new ViewSubscription.Settings(
                        group,
                        cluster.replicationManagers().stream().map(ManagerEntry::name).toList(),
                        RENEW_MICROS);
        Views views = new Views(node, new ViewSubscription(settings, node.env(), listener));
        node.onOpened(manager -> views.subscription.onAlarm(ViewSubscription.Alarm.RENEW));
        node.start(views.subscription::start, views::receive, views.subscription::onAlarm);
        return views;
    }

    private void receive(Message message, NodeId from) {
        if (message instanceof ToClient known) {
            known.deliverTo(subscription, from);
        } else {
            node.env().ignored(message, from, "not for a client");
        }
    }

    public CompletableFuture<Void> ended() {
        return node.ended();
    }

    @Override
    public void close() {
        node.close();
    }
}
