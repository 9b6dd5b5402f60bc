package io.understudy.replica;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Check;
import io.understudy.protocol.Position;
import io.understudy.protocol.ToReplica.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The ordered entries of a group, as far as they are still needed: from {@link #base} on, without a
 * gap.
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>LG1 — sequences follow one another without a gap, and views never fall along the log.
 *   <li>LG2 — what is committed is never cut off.
 *   <li>LG3 — only what is committed is dropped from the front.
 * </ul>
 */
final class Log {

    /** By the first sequence of each. */
    private final TreeMap<Long, Batch> batches = new TreeMap<>();

    /** The place before the first entry that is kept. */
    private Position base = Position.START;

    private Position last = Position.START;
    private long committed = 0;
    private long bytes = 0;

    Position base() {
        return base;
    }

    Position last() {
        return last;
    }

    long committed() {
        return committed;
    }

    long bytes() {
        return bytes;
    }

    void append(Batch batch) {
        Check.invariant(
                batch.first() == last.sequence() + 1 && batch.view() >= last.view(),
                "LG1: %s behind %s",
                batch,
                last);
        batches.put(batch.first(), batch);
        bytes += batch.bytes();
        last = new Position(batch.view(), batch.last());
    }

    void commit(long sequence) {
        Check.invariant(
                sequence <= last.sequence(), "LG1: commit %d behind the end %s", sequence, last);
        committed = Math.max(committed, sequence);
    }

    /** Whether the entry there, or the base, is the one of that view. */
    boolean has(Position position) {
        if (position.sequence() < base.sequence() || position.sequence() > last.sequence()) {
            return false;
        }
        return at(position.sequence()).equals(position);
    }

    /** The place of the entry with that sequence, which is kept or the base. */
    Position at(long sequence) {
        if (sequence == base.sequence()) {
            return base;
        }
        return new Position(batchOf(sequence).view(), sequence);
    }

    /**
     * Takes entries that follow a place it has or has dropped, as far as it has not got them.
     *
     * <p>An entry of another view at the same sequence was made by a primary that was superseded
     * before it was committed; it and all behind it are cut off.
     *
     * <pre>
     *   log:      4:1  4:2  4:3  4:4            4:3 and 4:4 were never acknowledged by all
     *   entries:       after 4:2  6:3  6:4      view 6 never heard of them
     *   then:     4:1  4:2  6:3  6:4
     * </pre>
     */
    void take(Position previous, List<Batch> news) {
        Check.argument(
                has(previous) || previous.sequence() < base.sequence(), "no entry %s", previous);
        news.stream().filter(batch -> batch.last() > base.sequence()).forEach(this::takeWhatIsNew);
    }

    private void takeWhatIsNew(Batch batch) {
        long next = Math.max(batch.first(), base.sequence() + 1);
        while (next <= batch.last() && next <= last.sequence()) {
            Batch own = batchOf(next);
            if (own.view() != batch.view()) {
                cutBehind(next - 1);
                break;
            }
            next = own.last() + 1;
        }
        if (next <= batch.last()) {
            append(batch.from(next));
        }
    }

    private void cutBehind(long sequence) {
        Check.invariant(
                sequence >= committed, "LG2: cut behind %d, committed %d", sequence, committed);
        Position end = at(sequence);
        while (!batches.isEmpty() && batches.lastKey() > sequence) {
            bytes -= batches.pollLastEntry().getValue().bytes();
        }
        if (!batches.isEmpty() && batches.lastEntry().getValue().last() > sequence) {
            Batch cut = batches.pollLastEntry().getValue();
            bytes -= cut.bytes();
            Batch kept = cut.upTo(sequence);
            batches.put(kept.first(), kept);
            bytes += kept.bytes();
        }
        last = end;
    }

    /** What follows that sequence, up to about so many bytes; at least a batch if there is one. */
    List<Batch> after(long sequence, int bytesWanted) {
        List<Batch> found = new ArrayList<>();
        long next = sequence + 1;
        int taken = 0;
        while (next <= last.sequence()
                && taken < bytesWanted
                && found.size() < Entries.BATCHES_MAX) {
            Batch batch = batchOf(next).from(next);
            if (!found.isEmpty() && taken + batch.bytes() > bytesWanted) {
                break;
            }
            found.add(batch);
            taken += batch.bytes();
            next = batch.last() + 1;
        }
        return found;
    }

    /** The batch that holds that sequence. */
    Batch batchOf(long sequence) {
        Check.argument(
                sequence > base.sequence() && sequence <= last.sequence(),
                "no entry %d in (%s, %s]",
                sequence,
                base,
                last);
        return batches.floorEntry(sequence).getValue();
    }

    /** Nobody needs what lies up to that sequence any more, except for a rest of a batch. */
    void dropThrough(long sequence) {
        Check.invariant(sequence <= committed, "LG3: drop through %d of %d", sequence, committed);
        while (!batches.isEmpty() && batches.firstEntry().getValue().last() <= sequence) {
            Batch dropped = batches.pollFirstEntry().getValue();
            bytes -= dropped.bytes();
            base = new Position(dropped.view(), dropped.last());
        }
    }

    /** Begins anew behind a checkpoint. */
    void restart(Position at) {
        batches.clear();
        bytes = 0;
        base = at;
        last = at;
        committed = at.sequence();
    }
}
