package io.understudy.replica;

import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToReplica.Request;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who waits for which answer. Outlives a change of view as long as this replica stays primary: what
 * was ordered in the view before is still answered.
 */
final class Clients {

    private static final byte[] NOTHING = {};

    private record Key(long session, long number) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySession = Long.compare(session, other.session);
            return bySession != 0 ? bySession : Long.compare(number, other.number);
        }
    }

    private final Env<?> env;
    private final int waitingMax;
    private final TreeMap<Key, NodeId> waiting = new TreeMap<>();

    /** Those of them that do not stand in the log yet; a change of view must not lose them. */
    private final ArrayDeque<Request> unordered = new ArrayDeque<>();

    Clients(Env<?> env, int waitingMax) {
        this.env = env;
        this.waitingMax = waitingMax;
    }

    /** Whether that request is under way already. It is answered to whoever asked last. */
    boolean waits(NodeId client, Request request) {
        Key key = new Key(request.session(), request.number());
        return waiting.computeIfPresent(key, (known, before) -> client) != null;
    }

    boolean isFull() {
        return waiting.size() >= waitingMax;
    }

    void wait(NodeId client, Request request) {
        waiting.put(new Key(request.session(), request.number()), client);
    }

    /** It waits for its place in the log, and then for its answer. */
    void waitForOrder(NodeId client, Request request) {
        wait(client, request);
        unordered.add(request);
    }

    /** What has no place in the log yet, in the order in which it came; whoever polls orders it. */
    ArrayDeque<Request> unordered() {
        return unordered;
    }

    /** To who waits for it, if anybody does. */
    void answer(long session, long number, Fate fate, byte[] answer) {
        Optional.ofNullable(waiting.remove(new Key(session, number)))
                .ifPresent(client -> env.send(client, new Reply(session, number, fate, answer)));
    }

    void refuse(NodeId client, Request request, Fate fate) {
        env.send(client, new Reply(request.session(), request.number(), fate, NOTHING));
    }

    /** Nobody is answered here any more; the next primary answers those who ask again. */
    void turnAway() {
        waiting.forEach(
                (key, client) ->
                        env.send(
                                client,
                                new Reply(key.session(), key.number(), Fate.NOT_PRIMARY, NOTHING)));
        waiting.clear();
        unordered.clear();
    }
}
