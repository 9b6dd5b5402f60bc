package io.understudy.replica;

import io.understudy.config.Reads;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToReplica.Request;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Reads at a primary, which are not ordered but must not be older than any write that was
 * acknowledged anywhere: answered at once under a lease, or after a round in which every member has
 * said that it still follows this primary.
 *
 * <p>Invariant LE2 — a read is answered only while a lease of every member stands, on this clock at
 * that moment, or after every member has answered a message that was sent after the read arrived.
 */
final class ReadQueue {

    private record Waiting(NodeId client, Request request, long arrivedStamp) {}

    private final Scene scene;
    private final Stamps stamps;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /** Of what they ask for. */
    private long bytes = 0;

    /** The newest read for which no round has been started yet arrived behind that stamp. */
    private boolean wantsRound = false;

    ReadQueue(Scene scene, Stamps stamps) {
        this.scene = scene;
        this.stamps = stamps;
    }

    void add(NodeId client, Request request, Clients clients) {
        Limits limits = scene.settings().limits();
        if (waiting.size() >= limits.readsMax() || bytes >= limits.waitingBytes()) {
            clients.refuse(client, request, Fate.BUSY);
            return;
        }
        bytes += request.operation().length;
        waiting.add(new Waiting(client, request, stamps.last()));
        wantsRound = true;
    }

    /** Whether a round must begin now; true once for all reads that wait. */
    boolean takeRound() {
        boolean wanted = wantsRound && !waiting.isEmpty();
        wantsRound = false;
        return wanted;
    }

    /** Answers those that may be answered. */
    void serve(List<Feed> members, boolean activated) {
        if (!activated || waiting.isEmpty()) {
            return;
        }
        boolean leased = scene.settings().reads() == Reads.LEASE && holdsLease(members);
        while (!waiting.isEmpty()) {
            Waiting first = waiting.peek();
            boolean confirmed =
                    members.stream()
                            .allMatch(feed -> feed.lastStampAcknowledged() > first.arrivedStamp());
            if (!leased && !confirmed) {
                return;
            }
            waiting.poll();
            bytes -= first.request().operation().length;
            byte[] answer = scene.store().state().read(first.request().operation());
            scene.store().clients().wait(first.client(), first.request());
            scene.store()
                    .clients()
                    .answer(
                            first.request().session(),
                            first.request().number(),
                            Fate.ANSWERED,
                            answer);
        }
    }

    /** Counted from when this primary sent what was acknowledged, less a tenth. */
    private boolean holdsLease(List<Feed> members) {
        long lease = scene.settings().leaseMicros() * 9 / 10;
        return members.stream()
                .allMatch(feed -> feed.lastStampAcknowledged() > scene.nowMicros() - lease);
    }
}
