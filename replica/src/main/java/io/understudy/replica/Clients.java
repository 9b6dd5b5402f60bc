package io.understudy.replica;

import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToReplica.Request;
import java.util.ArrayDeque;
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

    /**
     * @param bytes of the operation, until it is answered: in the log, and before that here
     */
    private record Waiting(NodeId client, int bytes) {}

    private final Env<?> env;
    private final Limits limits;
    private final TreeMap<Key, Waiting> waiting = new TreeMap<>();

    /** Of what all of them ask for. */
    private long bytes = 0;

    /** Those of them that do not stand in the log yet; a change of view must not lose them. */
    private final ArrayDeque<Request> unordered = new ArrayDeque<>();

    Clients(Env<?> env, Limits limits) {
        this.env = env;
        this.limits = limits;
    }

    /** Whether that request is under way already. It is answered to whoever asked last. */
    boolean waits(NodeId client, Request request) {
        Key key = new Key(request.session(), request.number());
        return waiting.computeIfPresent(key, (same, before) -> new Waiting(client, before.bytes()))
                != null;
    }

    boolean isFull() {
        return waiting.size() >= limits.waitingMax() || bytes >= limits.waitingBytes();
    }

    /** It is answered in the same event, and so takes no room. */
    void wait(NodeId client, Request request) {
        put(request, new Waiting(client, 0));
    }

    private void put(Request request, Waiting waits) {
        Waiting before = waiting.put(new Key(request.session(), request.number()), waits);
        bytes += waits.bytes() - (before == null ? 0 : before.bytes());
    }

    /** It waits for its place in the log, and then for its answer. */
    void waitForOrder(NodeId client, Request request) {
        put(request, new Waiting(client, request.operation().length));
        unordered.add(request);
    }

    /** What has no place in the log yet, in the order in which it came; whoever polls orders it. */
    ArrayDeque<Request> unordered() {
        return unordered;
    }

    /** To who waits for it, if anybody does. */
    void answer(long session, long number, Fate fate, byte[] answer) {
        Waiting answered = waiting.remove(new Key(session, number));
        if (answered != null) {
            bytes -= answered.bytes();
            env.send(answered.client(), new Reply(session, number, fate, answer));
        }
    }

    void refuse(NodeId client, Request request, Fate fate) {
        env.send(client, new Reply(request.session(), request.number(), fate, NOTHING));
    }

    /** Nobody is answered here any more; the next primary answers those who ask again. */
    void turnAway() {
        waiting.forEach(
                (key, turned) ->
                        env.send(
                                turned.client(),
                                new Reply(key.session(), key.number(), Fate.NOT_PRIMARY, NOTHING)));
        waiting.clear();
        bytes = 0;
        unordered.clear();
    }
}
