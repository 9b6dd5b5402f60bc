package io.understudy.manager.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.ManagerEntry;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.Manager;
import io.understudy.manager.ManagerSettings;
import io.understudy.manager.NotYet;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToManager;
import io.understudy.runtime.Node;
import io.understudy.runtime.Pages;
import io.understudy.runtime.Rehearsing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A replication manager as a process: its core, its doors, its record on disk. */
public final class ManagerNode implements AutoCloseable {

    private static final Set<Role> SUITE = EnumSet.complementOf(EnumSet.of(Role.CLIENT));

    private final Node<Manager.Alarm> node;
    private final FileCommandLog log;
    private final Manager manager;
    private final CompletableFuture<Void> ended;

    private ManagerNode(
            Node<Manager.Alarm> node, ClusterFile cluster, String name, FactStore store) {
        this.node = node;
        this.log = new FileCommandLog(store, name, new Recorded());
        ManagerSettings settings = ManagerSettings.of(cluster, name, node.startedAtMicros());
        this.manager = new Manager(settings, node.env(), log);
        this.ended = node.ended().thenRun(log::close);
    }

    /**
     * A process of its own, which is to be quick when it counts.
     *
     * @throws DamagedRecord if its folder cannot be trusted
     * @throws io.understudy.runtime.FolderInUse if it runs already
     * @throws io.understudy.runtime.BindFailed if one of its doors is taken
     */
    public static ManagerNode startRehearsed(ClusterFile cluster, String name) {
        Rehearsal.play();
        ManagerNode started = start(cluster, name);
        Rehearsing.start(started.node, name, Rehearsal::play);
        return started;
    }

    /**
     * One of many in a JVM that does other things, too.
     *
     * @throws DamagedRecord if its folder cannot be trusted
     * @throws io.understudy.runtime.FolderInUse if it runs already
     * @throws io.understudy.runtime.BindFailed if one of its doors is taken
     */
    public static ManagerNode start(ClusterFile cluster, String name) {
        ManagerEntry entry = cluster.manager(name).orElseThrow();
        FactStore store = FactStore.open(cluster.dataFolder().resolve(name));
        Node<Manager.Alarm> node = Node.open(NodeId.manager(name), cluster, Manager.Alarm.class);
        ManagerNode started = new ManagerNode(node, cluster, name, store);
        try {
            node.listen(entry.host().bind(), entry.port(), SUITE);
            node.listen(
                    entry.host().bind(), entry.clientPort(), Set.of(Role.CLIENT), started::page);
        } catch (RuntimeException taken) {
            node.close();
            // Else whoever tries again would find the folder in use.
            started.ended().join();
            throw taken;
        }
        started.log.start();
        node.start(() -> started.begin(store, cluster), started::receive, started.manager::onAlarm);
        return started;
    }

    private void begin(FactStore store, ClusterFile cluster) {
        NotYet.of(cluster).forEach(node.env()::warn);
        if (store.cutBytes() > 0) {
            node.env().warn("cut off a half written fact bytes=" + store.cutBytes());
        }
        manager.restore(store.snapshot());
        store.facts().forEach(manager::onRecorded);
        manager.start();
        manager.onLeading(true);
    }

    private void receive(Message message, NodeId from) {
        if (message instanceof ToManager known) {
            known.deliverTo(manager, from);
        } else {
            node.env().ignored(message, from, "not for a replication manager");
        }
    }

    private CompletableFuture<Pages.Page> page(String path) {
        if (!path.equals("/status")) {
            String text = "there is only /status here\n";
            return CompletableFuture.completedFuture(
                    new Pages.Page(
                            404,
                            "text/plain; charset=utf-8",
                            text.getBytes(StandardCharsets.UTF_8)));
        }
        CompletableFuture<Pages.Page> page = new CompletableFuture<>();
        node.run(
                () ->
                        page.complete(
                                new Pages.Page(
                                        200, "application/json", FactLine.json(manager.status()))));
        return page;
    }

    /** Called on the record's thread; what it does happens on the node's loop, in order. */
    private final class Recorded implements FileCommandLog.Listener {

        @Override
        public void onRecorded(Stamped fact, long index, boolean compactionIsDue) {
            node.run(
                    () -> {
                        manager.onRecorded(fact);
                        if (compactionIsDue) {
                            log.compact(index, manager.snapshot());
                        }
                    });
        }

        /** In an event of the node, whose outermost loop knows what to do about bugs. */
        @Override
        public void onBug(Throwable bug) {
            node.run(
                    () -> {
                        throw new IllegalStateException("the record's thread has ended", bug);
                    });
        }

        @Override
        public void onFailure(IOException failure) {
            node.run(
                    () -> {
                        node.env().warn("cannot record, so cannot lead: " + failure);
                        node.close();
                    });
        }
    }

    public Node<Manager.Alarm> node() {
        return node;
    }

    /** Completes when it was closed, and another one may start. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        node.close();
    }
}
