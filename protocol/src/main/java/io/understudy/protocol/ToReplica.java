package io.understudy.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything a replica can be told. */
public sealed interface ToReplica extends Message {

    /** Calls the one method of {@code inbox} that is meant for this message. */
    void deliverTo(Inbox inbox, NodeId from);

    /** One method per message. */
    interface Inbox {
        void onEnterView(NodeId from, EnterView enter);

        void onHeartbeat(NodeId from, Heartbeat heartbeat);

        void onRefused(NodeId from, Refused refused);

        void onAskEnd(NodeId from, AskEnd ask);

        void onEnd(NodeId from, End end);

        void onEntries(NodeId from, Entries entries);

        void onAcknowledge(NodeId from, Acknowledge acknowledge);

        void onAskEntries(NodeId from, AskEntries ask);

        void onChunk(NodeId from, Chunk chunk);

        void onChunkTaken(NodeId from, ChunkTaken taken);

        void onStateDigest(NodeId from, StateDigest said);

        void onRequest(NodeId from, Request request);
    }

    /**
     * The manager's newest view, in full, however often it was said before. To those outside of it
     * the manager shows a view only once it is activated.
     *
     * @param activated whether the manager has recorded that its primary has reconciled it; nobody
     *     commits in it before
     * @param ended lives that the manager knows to be over for certain, so that nobody waits for
     *     the end of a lease that they held. It may know of none
     */
    record EnterView(String group, View view, boolean activated, List<ReplicaId> ended)
            implements ToReplica {

        public static final int ENDED_MAX = 1_000;

        public EnterView {
            Names.check(group);
            Check.argument(view != null, "there is a view");
            ended = List.copyOf(ended);
            Check.argument(ended.size() <= ENDED_MAX, "ended=%d", ended.size());
        }

        @Override
        public Tag tag() {
            return Tag.ENTER_VIEW;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onEnterView(from, this);
        }
    }

    /**
     * The local detector asks whether the replica's loop still turns.
     *
     * @param count from 1 in each life of the detector; the answer repeats it
     */
    record Heartbeat(long count) implements ToReplica {

        public Heartbeat {
            Check.argument(count >= 1, "count=%d", count);
        }

        @Override
        public Tag tag() {
            return Tag.HEARTBEAT;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onHeartbeat(from, this);
        }
    }

    /**
     * The local detector will not watch this process, which has to end: a replica that nobody can
     * end must not serve.
     *
     * @param reason for the person who started it
     */
    record Refused(ReplicaId replica, String reason) implements ToReplica {

        public Refused {
            Check.argument(replica != null, "somebody is refused");
            Texts.check("reason", reason);
        }

        @Override
        public Tag tag() {
            return Tag.REFUSED;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onRefused(from, this);
        }
    }

    /**
     * The primary of a view asks for the end of the receiver's log; repeated as a heartbeat.
     *
     * @param view in full, because the question may overtake the manager's word of it
     */
    record AskEnd(String group, View view) implements ToReplica {

        public AskEnd {
            Names.check(group);
            Check.argument(view != null, "a question is asked in a view");
        }

        @Override
        public Tag tag() {
            return Tag.ASK_END;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onAskEnd(from, this);
        }
    }

    /**
     * The end of that replica's log: given only by who has joined that view, and so takes nothing
     * of older ones any more.
     *
     * @param last the end of its log
     */
    record End(String group, long view, ReplicaId replica, Position last) implements ToReplica {

        public End {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(replica != null, "an end is somebody's");
            Check.argument(last != null && last.view() <= view, "last=%s", last);
        }

        @Override
        public Tag tag() {
            return Tag.END;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onEnd(from, this);
        }
    }

    /** A new primary lacks what follows that place of its log, and the receiver has it. */
    record AskEntries(String group, long view, ReplicaId primary, Position after)
            implements ToReplica {

        public AskEntries {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(primary != null, "a view has a primary");
            Check.argument(after != null, "after what");
        }

        @Override
        public Tag tag() {
            return Tag.ASK_ENTRIES;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onAskEntries(from, this);
        }
    }

    /**
     * A piece of the log. From a primary, also a heartbeat, a question for a lease and the news of
     * what is committed; to a primary, what it asked for.
     *
     * @param view of the sender; the receiver takes nothing of another
     * @param previous the place before the first entry: who has another entry there, or none, does
     *     not take these
     * @param commit every entry up to there is committed
     * @param stamp when it was sent, on the primary's clock: grows with each message, and comes
     *     back with the acknowledgement
     */
    record Entries(
            String group,
            long view,
            Position previous,
            long commit,
            long stamp,
            List<Batch> batches)
            implements ToReplica, Compact {

        public static final int BATCHES_MAX = 1_000;

        public Entries {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(previous != null, "after what");
            Check.argument(commit >= 0, "commit=%d", commit);
            batches = List.copyOf(batches);
            Check.argument(batches.size() <= BATCHES_MAX, "batches=%d", batches.size());
            long next = previous.sequence() + 1;
            for (Batch batch : batches) {
                Check.argument(batch.first() == next, "gap before %d", batch.first());
                next = batch.last() + 1;
            }
        }

        static Entries read(WireReader in) {
            String group = in.text();
            long view = in.int64();
            Position previous = Position.read(in);
            long commit = in.int64();
            long stamp = in.int64();
            int count = in.int32();
            Check.argument(count >= 0 && count <= BATCHES_MAX, "batches=%d", count);
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                batches.add(Batch.read(in));
            }
            return new Entries(group, view, previous, commit, stamp, batches);
        }

        @Override
        public void write(WireWriter out) {
            out.text(group).int64(view);
            previous.write(out);
            out.int64(commit).int64(stamp).int32(batches.size());
            batches.forEach(batch -> batch.write(out));
        }

        @Override
        public int expectedBytes() {
            return 48 + group.length() + batches.stream().mapToInt(Batch::expectedBytes).sum();
        }

        /** The place of the last entry. */
        public Position last() {
            if (batches.isEmpty()) {
                return previous;
            }
            Batch last = batches.get(batches.size() - 1);
            return new Position(last.view(), last.last());
        }

        @Override
        public Tag tag() {
            return Tag.ENTRIES;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onEntries(from, this);
        }
    }

    /**
     * Counts only in the view in which it was given.
     *
     * @param sequence up to which the sender's log is the primary's
     * @param gap whether the message that is answered did not follow on from there
     * @param stamp of the message that is answered
     */
    record Acknowledge(
            String group, long view, ReplicaId replica, long sequence, boolean gap, long stamp)
            implements ToReplica, Compact {

        public Acknowledge {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(replica != null, "somebody acknowledges");
            Check.argument(sequence >= 0, "sequence=%d", sequence);
        }

        static Acknowledge read(WireReader in) {
            return new Acknowledge(
                    in.text(), in.int64(), in.replica(), in.int64(), in.flag(), in.int64());
        }

        @Override
        public void write(WireWriter out) {
            out.text(group).int64(view).replica(replica).int64(sequence).flag(gap).int64(stamp);
        }

        @Override
        public Tag tag() {
            return Tag.ACKNOWLEDGE;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onAcknowledge(from, this);
        }
    }

    /**
     * A piece of a checkpoint, for who cannot be brought up by entries alone.
     *
     * @param at the place in the log for which the checkpoint stands
     * @param index from 0
     * @param last whether no more follow
     */
    record Chunk(String group, long view, Position at, int index, boolean last, ByteBuffer bytes)
            implements ToReplica, Compact {

        public static final int BYTES_MAX = 1 << 20;

        public Chunk {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(at != null, "a checkpoint stands for a place");
            Check.argument(index >= 0, "index=%d", index);
            Check.argument(bytes != null && bytes.remaining() <= BYTES_MAX, "too large a chunk");
        }

        static Chunk read(WireReader in) {
            return new Chunk(
                    in.text(), in.int64(), Position.read(in), in.int32(), in.flag(), in.view());
        }

        @Override
        public void write(WireWriter out) {
            out.text(group).int64(view);
            at.write(out);
            out.int32(index).flag(last).int32(bytes.remaining());
        }

        @Override
        public int expectedBytes() {
            return 37 + group.length();
        }

        @Override
        public ByteBuffer tail() {
            return bytes();
        }

        /**
         * To be read by everybody from their begin. Only until the chunk is taken: who sent it then
         * uses the memory for another.
         */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public Tag tag() {
            return Tag.CHUNK;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onChunk(from, this);
        }
    }

    /**
     * Up to where a checkpoint has arrived.
     *
     * @param index of the chunk that is wanted next; behind the last one when there are no more
     */
    record ChunkTaken(String group, long view, ReplicaId replica, Position at, int index)
            implements ToReplica {

        public ChunkTaken {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(replica != null, "somebody took it");
            Check.argument(at != null, "a checkpoint stands for a place");
            Check.argument(index >= 0, "index=%d", index);
        }

        @Override
        public Tag tag() {
            return Tag.CHUNK_TAKEN;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onChunkTaken(from, this);
        }
    }

    /**
     * What a primary's committed entries have led to. Whoever has executed as much must have come
     * to the same.
     *
     * @param sequence of the last entry that it had executed
     */
    record StateDigest(String group, long view, long sequence, long digest)
            implements ToReplica, Compact {

        public StateDigest {
            Names.check(group);
            Check.argument(view >= 1, "view=%d", view);
            Check.argument(sequence >= 0, "sequence=%d", sequence);
        }

        static StateDigest read(WireReader in) {
            return new StateDigest(in.text(), in.int64(), in.int64(), in.int64());
        }

        @Override
        public void write(WireWriter out) {
            out.text(group).int64(view).int64(sequence).int64(digest);
        }

        @Override
        public Tag tag() {
            return Tag.STATE_DIGEST;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onStateDigest(from, this);
        }
    }

    /**
     * Something a client wants. It says so again, with the same number, until it is answered.
     *
     * @param session which the answer to its opening has told; for that opening, something drawn
     * @param number grows by one with each request of the session; opening it has 0
     * @param answered the client has the answers to all of its requests below that
     */
    record Request(
            String group,
            Batch.Kind kind,
            long session,
            long number,
            long answered,
            byte[] operation)
            implements ToReplica, Compact {

        private static final Batch.Kind[] KINDS = Batch.Kind.values();

        public Request {
            Names.check(group);
            Check.argument(kind != null, "a request is of some kind");
            Check.argument(number >= 0, "number=%d", number);
            Check.argument(answered >= 0 && answered <= number, "answered=%d", answered);
            Check.argument(
                    operation != null && operation.length <= Batch.OPERATION_BYTES_MAX,
                    "too large an operation");
        }

        static Request read(WireReader in) {
            return new Request(
                    in.text(), in.constant(KINDS), in.int64(), in.int64(), in.int64(), in.bytes());
        }

        @Override
        public void write(WireWriter out) {
            out.text(group)
                    .int8(kind.ordinal())
                    .int64(session)
                    .int64(number)
                    .int64(answered)
                    .bytes(operation);
        }

        @Override
        public int expectedBytes() {
            return 33 + group.length() + operation.length;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Request other
                    && group.equals(other.group)
                    && kind == other.kind
                    && session == other.session
                    && number == other.number
                    && answered == other.answered
                    && Arrays.equals(operation, other.operation);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(operation);
        }

        @Override
        public Tag tag() {
            return Tag.REQUEST;
        }

        @Override
        public void deliverTo(Inbox inbox, NodeId from) {
            inbox.onRequest(from, this);
        }
    }
}
