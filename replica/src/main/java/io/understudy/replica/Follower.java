package io.understudy.replica;

import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.StateDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A backup or a joiner: takes the log from the primary, says how far it has got, and executes what
 * is committed.
 */
final class Follower extends Part {

    private final Scene scene;
    private final boolean member;
    private final StateComparison comparison;

    /** Up to there its log is known to be the primary's. What lies behind may not be. */
    private long matched = 0;

    private Optional<CheckpointReceiving> receiving = Optional.empty();

    /** Of the newest message of this turn that fits; all of them are acknowledged at once. */
    private OptionalLong stampTaken = OptionalLong.empty();

    Follower(Scene scene) {
        this.scene = scene;
        this.member = scene.view().hasMember(scene.self());
        this.comparison = new StateComparison(scene);
    }

    @Override
    void onEntries(NodeId from, Entries entries) {
        if (!scene.isPrimary(from)) {
            scene.env().ignored(entries, from, "not from the primary");
            return;
        }
        Log log = scene.log();
        // What lies before the base is committed, and so the same everywhere.
        boolean follows = log.has(entries.previous()) || beginsBeforeBase(entries);
        if (!follows) {
            acknowledge(true, entries.stamp());
            return;
        }
        log.take(entries.previous(), entries.batches());
        matched = Math.max(matched, entries.last().sequence());
        log.commit(Math.min(entries.commit(), matched));
        comparison.executeThrough(log);
        log.dropThrough(log.committed());
        stampTaken = OptionalLong.of(entries.stamp());
        scene.env().setAlarm(Replica.Alarm.TURN, 0);
    }

    @Override
    void onTurn() {
        stampTaken.ifPresent(stamp -> acknowledge(false, stamp));
        stampTaken = OptionalLong.empty();
    }

    private void acknowledge(boolean gap, long stamp) {
        grantLease();
        scene.send(
                scene.view().primary(),
                new Acknowledge(
                        scene.group(), scene.view().number(), scene.self(), matched, gap, stamp));
    }

    /** A repeated message from before what was dropped here; it brings what is known. */
    private boolean beginsBeforeBase(Entries entries) {
        long base = scene.log().base().sequence();
        return entries.previous().sequence() < base && entries.last().sequence() >= base;
    }

    /** With every acknowledgement, so that a primary that is heard is one that may read. */
    private void grantLease() {
        if (member) {
            scene.store()
                    .leases()
                    .grant(
                            scene.view().primary(),
                            scene.nowMicros() + scene.settings().leaseMicros());
        }
    }

    @Override
    void onAskEntries(NodeId from, AskEntries ask) {
        if (!scene.isPrimary(from) || !scene.log().has(ask.after())) {
            scene.env().ignored(ask, from, "not from the primary, or no entry " + ask.after());
            return;
        }
        Position after = ask.after();
        scene.send(
                scene.view().primary(),
                new Entries(
                        scene.group(),
                        scene.view().number(),
                        after,
                        0,
                        0,
                        scene.log()
                                .after(
                                        after.sequence(),
                                        scene.settings().limits().messageBytes())));
    }

    @Override
    void onChunk(NodeId from, Chunk chunk) {
        if (!scene.isPrimary(from)) {
            scene.env().ignored(chunk, from, "not from the primary");
            return;
        }
        if (chunk.at().sequence() <= matched) {
            // What was said of its last chunks is lost, and the primary waits for nothing else.
            sayTaken(chunk.at(), chunk.index() + 1);
            return;
        }
        if (receiving.filter(known -> known.at().equals(chunk.at())).isEmpty()) {
            receiving = Optional.of(new CheckpointReceiving(chunk.at(), scene.store().state()));
        }
        CheckpointReceiving checkpoint = receiving.get();
        if (checkpoint.take(chunk)) {
            scene.log().restart(chunk.at());
            matched = chunk.at().sequence();
            receiving = Optional.empty();
            scene.env().story("took over checkpoint at=" + chunk.at());
        }
        sayTaken(chunk.at(), checkpoint.next());
    }

    /**
     * @param next the index of the chunk that is wanted next
     */
    private void sayTaken(Position checkpoint, int next) {
        scene.send(
                scene.view().primary(),
                new ChunkTaken(
                        scene.group(), scene.view().number(), scene.self(), checkpoint, next));
    }

    @Override
    void onStateDigest(NodeId from, StateDigest said) {
        if (scene.isPrimary(from)) {
            comparison.onClaim(said);
        } else {
            scene.env().ignored(said, from, "not from the primary");
        }
    }

    @Override
    public String toString() {
        return member ? "backup" : "joiner";
    }
}
