package io.understudy.manager;

import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells replicas and clients of views: in full and to whoever asks; replicas at each change,
 * clients when one can be used. A view that is not recorded never gets here (V5).
 */
final class Announcer {

    static final int SUBSCRIBERS_MAX = 10_000;

    /** A subscription that was not repeated for so long has ended. */
    static final long SUBSCRIPTION_MICROS = 10_000_000;

    private record Subscription(String group, long micros) {}

    private final Env<?> env;
    private final Map<String, ViewNews.Door> doors;
    private final TreeMap<NodeId, Subscription> subscribers = new TreeMap<>();

    /** By group: the number of the newest view that all of them were sent. */
    private final TreeMap<String, Long> toldClients = new TreeMap<>();

    Announcer(Env<?> env, Map<String, ViewNews.Door> doors) {
        this.env = env;
        this.doors = doors;
    }

    /** Whether there was room. */
    boolean subscribe(NodeId client, String group) {
        if (!subscribers.containsKey(client) && subscribers.size() >= SUBSCRIBERS_MAX) {
            return false;
        }
        subscribers.put(client, new Subscription(group, env.nowMicros()));
        return true;
    }

    void forgetSilentSubscribers() {
        long now = env.nowMicros();
        subscribers.values().removeIf(one -> now - one.micros() > SUBSCRIPTION_MICROS);
    }

    void tellEverybody(GroupRecord group) {
        tellReplicas(group);
        tellClients(group);
    }

    void tellReplicas(GroupRecord group) {
        group.lives().stream().filter(Life::up).forEach(life -> tell(life.replica(), group));
    }

    private void tellClients(GroupRecord group) {
        group.newest().ifPresent(view -> toldClients.put(group.rules().group(), view.number()));
        String name = group.rules().group();
        subscribers.forEach(
                (client, subscription) -> {
                    if (subscription.group().equals(name)) {
                        tellClient(client, group);
                    }
                });
    }

    /**
     * If they were not sent a view of that number. Whoever forms a view waits with that: until it
     * is activated, a moment later, there is nobody who could answer them, and what they send keeps
     * its primary from becoming one.
     */
    void tellClientsIfNews(GroupRecord group) {
        long told = toldClients.getOrDefault(group.rules().group(), 0L);
        if (group.newest().filter(view -> view.number() > told).isPresent()) {
            tellClients(group);
        }
    }

    /**
     * The newest view if that replica has a part in it, else the activated one.
     *
     * <p>A replica that hears of a view without it gives up its state. Were it told so of a view
     * that is not activated yet, and that view's members died, the one before would still be the
     * one that counts, and the replica one of those who could have gone on.
     */
    void tell(ReplicaId replica, GroupRecord group) {
        boolean concerned = group.newest().map(newest -> newest.concerns(replica)).orElse(false);
        Optional<View> view = concerned ? group.newest() : group.activated();
        boolean activated = view.equals(group.activated());
        view.ifPresent(
                some ->
                        env.send(
                                replica.node(),
                                new EnterView(
                                        group.rules().group(), some, activated, ended(group))));
    }

    /** For certain, so that nobody waits for the end of a lease that they held. */
    private static List<ReplicaId> ended(GroupRecord group) {
        return group.lives().stream()
                .filter(life -> life.standing() == Life.Standing.ENDED)
                .map(Life::replica)
                .toList();
    }

    void tellClient(NodeId client, GroupRecord group) {
        group.newest()
                .ifPresent(
                        view ->
                                env.send(
                                        client,
                                        new ViewNews(
                                                group.rules().group(),
                                                view,
                                                group.newestIsActivated(),
                                                doorsOf(view))));
    }

    private List<ViewNews.Door> doorsOf(View view) {
        return view.members().stream()
                .map(member -> doors.get(member.name()))
                .filter(door -> door != null)
                .toList();
    }
}
