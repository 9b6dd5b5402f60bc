package io.understudy.replica;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Check;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.Entries;
import java.util.List;
import java.util.Optional;

/**
 * What a primary knows of one other replica of its view, and sends it: entries in order, or first a
 * checkpoint where entries alone cannot do.
 */
final class Feed {

    private final Scene scene;
    private final ReplicaId peer;
    private final Stamps stamps;
    private final Window window;
    private final int messageBytes;

    /**
     * In one event; whatever happens next sends more, an acknowledgement of these at the latest.
     */
    private final int messagesAtOnce;

    /** The end of its log, once it has joined the view and said so. */
    private Optional<Position> end = Optional.empty();

    private Optional<CheckpointSending> sending = Optional.empty();

    /** Up to there its log is known to be the primary's, by its own word in this view. */
    private long acknowledged = -1;

    /** The next sequence to send; 0 while it is not known from where. */
    private long next = 0;

    /** The highest sequence it can have got from here, with entries or with a checkpoint. */
    private long sentThrough = 0;

    /** Up to there it has been told that entries are committed. */
    private long commitTold = 0;

    private long lastStampAcknowledged = Long.MIN_VALUE;
    private long rewoundAtStamp = Long.MIN_VALUE;
    private long heardMicros;

    /** That it acknowledges what it was not sent has been told. */
    private boolean exposed = false;

    Feed(Scene scene, ReplicaId peer, Stamps stamps) {
        this.scene = scene;
        this.peer = peer;
        this.stamps = stamps;
        this.heardMicros = scene.wakefulMicros();
        Limits limits = scene.settings().limits();
        if (scene.view().hasMember(peer)) {
            this.window = new Window(limits.windowBytes(), limits.windowBytes());
            this.messageBytes = limits.messageBytes();
            this.messagesAtOnce = Integer.MAX_VALUE;
        } else {
            // Clients wait for members, and for nobody else: a joiner gets what it lacks like a
            // checkpoint, in small pieces between which clients' turns come.
            long first = (long) CheckpointSending.AHEAD * limits.chunkBytes();
            this.window = new Window(first, limits.windowBytes());
            this.messageBytes = Math.min(limits.chunkBytes(), limits.messageBytes());
            this.messagesAtOnce = CheckpointSending.AHEAD;
        }
    }

    ReplicaId peer() {
        return peer;
    }

    boolean hasJoined() {
        return end.isPresent();
    }

    Optional<Position> end() {
        return end;
    }

    void onEnd(Position last) {
        heardMicros = scene.wakefulMicros();
        if (end.isEmpty()) {
            end = Optional.of(last);
        }
    }

    long acknowledged() {
        return acknowledged;
    }

    long lastStampAcknowledged() {
        return lastStampAcknowledged;
    }

    long silentMicros() {
        return scene.wakefulMicros() - heardMicros;
    }

    /** Entries that this peer has not got yet and only the log still has. */
    long needsFrom() {
        if (sending.isPresent()) {
            return sending.get().at().sequence() + 1;
        }
        return acknowledged + 1;
    }

    /** Sends what there is room for; the primary's own log is complete by now. */
    void pump(boolean evenIfEmpty) {
        if (end.isEmpty()) {
            return;
        }
        boolean begins = next == 0;
        if (begins) {
            begin();
        }
        if (sending.isPresent()) {
            sending.get().pump();
            return;
        }
        Log log = scene.log();
        if (next <= log.base().sequence()) {
            // It was so slow that its entries are gone.
            sendCheckpoint();
            return;
        }
        int sent = 0;
        while (sent < messagesAtOnce && next <= log.last().sequence() && window.hasRoom()) {
            List<Batch> batches = log.after(next - 1, messageBytes);
            send(batches);
            next = batches.get(batches.size() - 1).last() + 1;
            window.onSent(next - 1, batches.stream().mapToInt(Batch::bytes).sum());
            sent++;
        }
        if (sent == 0 && (begins || evenIfEmpty)) {
            // The first message, lacking anything or not, brings the acknowledgement that counts.
            send(List.of());
        }
    }

    /**
     * Says what is committed, if no entries are to be sent with which that could be said, and none
     * are under way whose own commit is to be said soon.
     */
    void tellCommit() {
        Log log = scene.log();
        boolean news = commitTold < log.committed() && log.committed() == log.last().sequence();
        if (news && next == log.last().sequence() + 1 && sending.isEmpty()) {
            send(List.of());
        }
    }

    /**
     * What it holds up to an entry that this log has, too, is the same: that is as good as an
     * acknowledgement, since it was told after it had joined the view.
     */
    private void begin() {
        if (scene.log().has(end.orElseThrow())) {
            acknowledged = end.orElseThrow().sequence();
            next = acknowledged + 1;
        } else {
            sendCheckpoint();
        }
    }

    private void sendCheckpoint() {
        sending = Optional.of(new CheckpointSending(scene, peer));
        next = sending.get().at().sequence() + 1;
        window.clear();
        sentThrough = Math.max(sentThrough, next - 1);
    }

    private void send(List<Batch> batches) {
        Log log = scene.log();
        commitTold = log.committed();
        Entries entries =
                new Entries(
                        scene.group(),
                        scene.view().number(),
                        log.at(next - 1),
                        log.committed(),
                        stamps.next(),
                        batches);
        sentThrough = Math.max(sentThrough, entries.last().sequence());
        scene.send(peer, entries);
    }

    void onAcknowledge(Acknowledge said) {
        // RE4: a peer that is wrong must not stop this primary. It is not heard then, and so the
        // view goes on without it before long.
        if (said.sequence() > sentThrough || said.stamp() > stamps.last()) {
            refuse(said);
            return;
        }
        heardMicros = scene.wakefulMicros();
        acknowledged = Math.max(acknowledged, said.sequence());
        window.onAcknowledged(acknowledged);
        if (next > 0) {
            // After a gap it goes back; what was missing may arrive late all the same.
            next = Math.max(next, acknowledged + 1);
        }
        Check.invariant(
                acknowledged <= scene.log().last().sequence(),
                "RE4: %d counts as acknowledged by %s, the log ends at %s",
                acknowledged,
                peer,
                scene.log().last());
        if (said.gap()) {
            rewind(said.stamp());
        } else {
            lastStampAcknowledged = Math.max(lastStampAcknowledged, said.stamp());
        }
    }

    /** Somebody should look; once is enough for that. */
    private void refuse(Acknowledge said) {
        scene.env().ignored(said, peer.node(), "it was not sent that");
        if (!exposed) {
            exposed = true;
            scene.env()
                    .warn(
                            String.format(
                                    "refused acknowledgement from=%s sequence=%d stamp=%d:"
                                            + " sent=%d stamp=%d",
                                    peer,
                                    said.sequence(),
                                    said.stamp(),
                                    sentThrough,
                                    stamps.last()));
        }
    }

    /**
     * Once for all messages that were under way behind the one that was lost. To what it has
     * acknowledged, and not to where its log once ended: behind a checkpoint that is another log.
     */
    private void rewind(long gapStamp) {
        if (gapStamp > rewoundAtStamp && sending.isEmpty() && next > 0) {
            rewoundAtStamp = stamps.last();
            next = acknowledged + 1;
            window.clear();
        }
    }

    void onChunkTaken(ChunkTaken taken) {
        heardMicros = scene.wakefulMicros();
        if (sending.isPresent() && sending.get().at().equals(taken.at())) {
            if (sending.get().onTaken(taken.index())) {
                acknowledged = Math.max(acknowledged, taken.at().sequence());
                sending = Optional.empty();
            }
        }
    }

    /** Chunks may have been lost with a connection. */
    void onBeat() {
        sending.ifPresent(CheckpointSending::repeat);
    }
}
