package io.understudy.replica;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Check;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Leads a view: first brings its members to one log, then puts requests in order.
 *
 * <pre>
 *   gathering   asks every member for the end of its log
 *   fetching    takes what it lacks from who has the longest
 *   filling     sends the others what they lack, until all have acknowledged all of it
 *   waiting     for leases that it granted to earlier primaries
 *   reported    tells the manager, until that says that the view is activated
 *   serving     orders, commits, executes, answers
 * </pre>
 *
 * <p>Why it answers only when every member has acknowledged:
 *
 * <pre>
 *   client      A              B           manager
 *     |-- w -->|--- entry --X |              |            lost on the way
 *     |<- ok --|              |              |            had A answered here ...
 *              X dies         |<-- view 5 ---|            ... B would lead, and know of no w
 * </pre>
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>RE2 — nothing is reported as the primary of a view that has another one.
 *   <li>RE4 — nothing counts as acknowledged by a replica that it was not sent in this view.
 *   <li>RE5 — nothing is committed before the view is activated.
 * </ul>
 */
final class Primary extends Part {

    private final Scene scene;
    private final Stamps stamps;
    private final TreeMap<ReplicaId, Feed> feeds = new TreeMap<>();

    /** Those of the other members; the rest are joiners'. */
    private final List<Feed> members;

    private final ReadQueue reads;
    private final StateClaims claims;

    /** Lives that are certainly over, as far as the manager knows. */
    private final TreeSet<ReplicaId> ended = new TreeSet<>();

    /** The log is the longest of all members', and all that they acknowledge counts. */
    private boolean complete = false;

    /** The managers have been told since the last beat that the view is reconciled. */
    private boolean reported = false;

    /** Likewise, that these joiners have caught up. */
    private final TreeSet<ReplicaId> vouchedFor = new TreeSet<>();

    private boolean activated = false;

    /** What was committed an interval ago: who has that is less than a round behind. */
    private long committedBefore;

    Primary(Scene scene) {
        Check.invariant(
                scene.view().primary().equals(scene.self()),
                "RE2: %s leads %s",
                scene.self(),
                scene.view());
        this.scene = scene;
        this.stamps = new Stamps(scene.env());
        this.reads = new ReadQueue(scene, stamps);
        this.claims = new StateClaims(scene);
        this.committedBefore = scene.log().last().sequence();
        for (ReplicaId other : scene.view().others(scene.self())) {
            feeds.put(other, new Feed(scene, other, stamps));
        }
        this.members = scene.otherMembers().stream().map(feeds::get).toList();
        ask();
    }

    @Override
    void onWord(boolean nowActivated, List<ReplicaId> nowEnded) {
        ended.addAll(nowEnded);
        if (nowActivated && !activated) {
            activated = true;
            scene.env().story("serves view=" + scene.view().number());
            commit();
            turnSoon();
        }
        proceed();
    }

    @Override
    void onEnd(End end) {
        feeds.get(end.replica()).onEnd(end.last());
        proceed();
    }

    /** What it asked for: only until its log is complete does it take entries of others. */
    @Override
    void onEntries(NodeId from, Entries entries) {
        Log log = scene.log();
        boolean asked = members.stream().anyMatch(feed -> feed.peer().node().equals(from));
        if (!asked || complete || !log.has(entries.previous())) {
            scene.env().ignored(entries, from, "not from a member, or nothing is lacking there");
            return;
        }
        log.take(entries.previous(), entries.batches());
        proceed();
    }

    @Override
    void onAcknowledge(Acknowledge said) {
        feeds.get(said.replica()).onAcknowledge(said);
        commit();
        reads.serve(members, activated);
        proceed();
    }

    @Override
    void onChunkTaken(ChunkTaken taken) {
        feeds.get(taken.replica()).onChunkTaken(taken);
        proceed();
    }

    @Override
    void onRequest(NodeId from, Request request, Clients clients) {
        if (request.kind() == Batch.Kind.OPERATION
                && scene.store().state().readsOnly(request.operation())) {
            reads.add(from, request, clients);
            reads.serve(members, activated);
            turnSoon();
            return;
        }
        Optional<Sessions.Known> known = scene.store().state().known(request);
        if (!activated) {
            // What the last primary committed is in the log, and not all of it executed: a session
            // that is not open may be.
            known = known.filter(some -> some.fate() != Fate.NO_SESSION);
        }
        if (known.isPresent()) {
            clients.wait(from, request);
            Sessions.Known some = known.get();
            clients.answer(request.session(), request.number(), some.fate(), some.answer());
        } else if (clients.isFull()) {
            clients.refuse(from, request, Fate.BUSY);
        } else if (!clients.waits(from, request)) {
            clients.waitForOrder(from, request);
            turnSoon();
        }
    }

    @Override
    void onRested() {
        pump(false);
    }

    private void turnSoon() {
        scene.env().setAlarm(Replica.Alarm.TURN, 0);
    }

    /** All that arrived in this turn of the loop becomes one batch, or a few if it is much. */
    @Override
    void onTurn() {
        if (activated) {
            order();
            commit();
        }
        pump(reads.takeRound());
        feeds.values().forEach(Feed::tellCommit);
        reads.serve(members, activated);
    }

    private void order() {
        Log log = scene.log();
        ArrayDeque<Request> ordering = scene.store().clients().unordered();
        while (!ordering.isEmpty()) {
            Batch.Builder batch =
                    Batch.builder(
                            scene.view().number(), log.last().sequence() + 1, orderedMicros());
            while (!ordering.isEmpty() && !batch.isFull()) {
                Request request = ordering.poll();
                batch.add(
                        request.kind(),
                        request.session(),
                        request.number(),
                        request.answered(),
                        request.operation());
            }
            log.append(batch.build());
        }
    }

    private long orderedMicros() {
        long clock = scene.settings().startedAt() + scene.nowMicros();
        return scene.store().state().nextMicros(clock);
    }

    @Override
    void onBeat() {
        reported = false;
        vouchedFor.clear();
        ask();
        feeds.values().forEach(Feed::onBeat);
        pump(true);
        proceed();
        committedBefore = Math.max(committedBefore, scene.log().committed());
        complain();
        claims.onBeat(feeds.keySet());
    }

    private void ask() {
        for (Feed feed : feeds.values()) {
            if (!feed.hasJoined()) {
                scene.send(feed.peer(), new AskEnd(scene.group(), scene.view()));
            }
        }
    }

    private void pump(boolean evenIfEmpty) {
        if (complete) {
            feeds.values().forEach(feed -> feed.pump(evenIfEmpty));
        }
    }

    /** Takes the next step, if everything for it is there. */
    private void proceed() {
        if (!complete) {
            complete = gather();
        }
        if (!complete) {
            return;
        }
        pump(false);
        if (!activated) {
            reportIfReconciled();
        } else {
            vouchForJoiners();
            dropWhatNobodyNeeds();
        }
    }

    /** Whether all ends are known, and this log is as long as the longest. */
    private boolean gather() {
        Position longest = scene.log().last();
        Optional<Feed> source = Optional.empty();
        for (Feed feed : members) {
            if (!feed.hasJoined()) {
                return false;
            }
            if (feed.end().orElseThrow().compareTo(longest) > 0) {
                longest = feed.end().orElseThrow();
                source = Optional.of(feed);
            }
        }
        source.ifPresent(
                feed ->
                        scene.send(
                                feed.peer(),
                                new AskEntries(
                                        scene.group(),
                                        scene.view().number(),
                                        scene.self(),
                                        scene.log().last())));
        return source.isEmpty();
    }

    private void reportIfReconciled() {
        long end = scene.log().last().sequence();
        boolean reconciled = members.stream().allMatch(feed -> feed.acknowledged() >= end);
        if (!reconciled || reported) {
            return;
        }
        long now = scene.nowMicros();
        OptionalLong leasesEnd = scene.store().leases().lastEndMicros(now, this::isHarmless);
        if (leasesEnd.isPresent()) {
            scene.env().setAlarm(Replica.Alarm.LEASES_OVER, leasesEnd.getAsLong() - now);
            return;
        }
        reported = true;
        scene.tellManagers(new Reconciled(scene.group(), scene.view().number(), scene.self()));
    }

    /** Who cannot answer a read any more, or knows of this view. */
    private boolean isHarmless(ReplicaId holder) {
        Feed feed = feeds.get(holder);
        return holder.equals(scene.self())
                || ended.contains(holder)
                || (feed != null && feed.hasJoined());
    }

    /** Commits what every member has acknowledged in this view, and executes it. */
    private void commit() {
        if (!activated) {
            return;
        }
        Log log = scene.log();
        long sequence = log.last().sequence();
        for (Feed feed : members) {
            sequence = Math.min(sequence, feed.acknowledged());
        }
        if (sequence > log.committed()) {
            Check.invariant(activated, "RE5: commit %d in %s", sequence, scene.view());
            log.commit(sequence);
            scene.store().state().executeThrough(log, scene.store().clients());
            turnSoon();
        }
    }

    private void vouchForJoiners() {
        for (ReplicaId joiner : scene.view().joiners()) {
            long has = feeds.get(joiner).acknowledged();
            if (has >= committedBefore && vouchedFor.add(joiner)) {
                scene.tellManagers(
                        new CaughtUp(
                                scene.group(), scene.view().number(), scene.self(), joiner, has));
            }
        }
    }

    private void dropWhatNobodyNeeds() {
        Log log = scene.log();
        long needed = log.committed() + 1;
        if (log.bytes() < scene.settings().limits().logBytes()) {
            for (ReplicaId joiner : scene.view().joiners()) {
                needed = Math.min(needed, Math.max(1, feeds.get(joiner).needsFrom()));
            }
        }
        log.dropThrough(needed - 1);
    }

    private void complain() {
        for (Feed feed : members) {
            if (feed.silentMicros() > scene.settings().timeoutMicros()) {
                scene.tellManagers(
                        new MemberSilent(
                                scene.group(), scene.view().number(), scene.self(), feed.peer()));
            }
        }
    }

    @Override
    Optional<View> leads() {
        return activated ? Optional.of(scene.view()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "primary";
    }
}
