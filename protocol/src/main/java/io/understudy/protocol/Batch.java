package io.understudy.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Entries of the log that follow one another and were made in one turn of a primary: the unit in
 * which the log is made, sent and kept. The entries stay bytes; a {@link Cursor} walks them.
 *
 * <pre>
 *   entry:  kind 1 | session 8 | number 8 | answered 8 | length 4 | operation
 * </pre>
 */
public final class Batch {

    /** What a primary puts into one batch, but for a last operation that crosses the line. */
    public static final int BYTES_FULL = 256 * 1024;

    /** One operation, and so also one batch, must fit into a frame. */
    public static final int OPERATION_BYTES_MAX = 3 << 19;

    static final int ENTRY_HEADER_BYTES = 1 + 8 + 8 + 8 + 4;

    /** What an entry asks for. */
    public enum Kind {
        /** To execute an operation in an open session. */
        OPERATION,
        OPEN_SESSION,
        CLOSE_SESSION
    }

    private static final Kind[] KINDS = Kind.values();

    private final long view;
    private final long first;
    private final long micros;
    private final int count;
    private final byte[] entries;

    private Batch(long view, long first, long micros, int count, byte[] entries) {
        this.view = view;
        this.first = first;
        this.micros = micros;
        this.count = count;
        this.entries = entries;
    }

    /**
     * @param view in which the entries are made
     * @param first sequence of the first of them
     * @param micros the ordered time: never less than in any batch before
     */
    public static Builder builder(long view, long first, long micros) {
        return new Builder(view, first, micros);
    }

    static Batch read(WireReader in) {
        long view = in.int64();
        long first = in.int64();
        long micros = in.int64();
        int count = in.int32();
        byte[] entries = in.bytes();
        if (view < 1 || first < 1 || count < 1) {
            throw new MalformedMessage("batch view=" + view + " first=" + first + " of " + count);
        }
        Batch batch = new Batch(view, first, micros, count, entries);
        batch.verify();
        return batch;
    }

    void write(WireWriter out) {
        out.int64(view).int64(first).int64(micros).int32(count).bytes(entries);
    }

    int expectedBytes() {
        return 32 + entries.length;
    }

    private void verify() {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (entries.length - at < ENTRY_HEADER_BYTES
                    || entries[at] < 0
                    || entries[at] >= KINDS.length) {
                throw new MalformedMessage("entry " + i + " of a batch is cut or of no kind");
            }
            int length = int32At(at + ENTRY_HEADER_BYTES - 4);
            at += ENTRY_HEADER_BYTES;
            if (length < 0 || length > entries.length - at) {
                throw new MalformedMessage("entry " + i + " of a batch is cut");
            }
            at += length;
        }
        if (at != entries.length) {
            throw new MalformedMessage("a batch has bytes behind its last entry");
        }
    }

    public long view() {
        return view;
    }

    public long first() {
        return first;
    }

    public long last() {
        return first + count - 1;
    }

    public long micros() {
        return micros;
    }

    public int count() {
        return count;
    }

    /** How much room it takes. */
    public int bytes() {
        return entries.length;
    }

    public Cursor cursor() {
        return new Cursor();
    }

    /** Its entries up to that sequence, which it holds. */
    public Batch upTo(long sequence) {
        Check.argument(sequence >= first && sequence <= last(), "sequence=%d", sequence);
        if (sequence == last()) {
            return this;
        }
        int kept = (int) (sequence - first + 1);
        return new Batch(view, first, micros, kept, Arrays.copyOf(entries, offsetOf(kept)));
    }

    /** Its entries from that sequence on, which it holds. */
    public Batch from(long sequence) {
        Check.argument(sequence >= first && sequence <= last(), "sequence=%d", sequence);
        if (sequence == first) {
            return this;
        }
        int dropped = (int) (sequence - first);
        byte[] rest = Arrays.copyOfRange(entries, offsetOf(dropped), entries.length);
        return new Batch(view, sequence, micros, count - dropped, rest);
    }

    private int offsetOf(int index) {
        int at = 0;
        for (int i = 0; i < index; i++) {
            at += ENTRY_HEADER_BYTES + int32At(at + ENTRY_HEADER_BYTES - 4);
        }
        return at;
    }

    private int int32At(int at) {
        return entries[at] << 24
                | (entries[at + 1] & 0xFF) << 16
                | (entries[at + 2] & 0xFF) << 8
                | entries[at + 3] & 0xFF;
    }

    private long int64At(int at) {
        return (long) int32At(at) << 32 | int32At(at + 4) & 0xFFFF_FFFFL;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch batch
                && view == batch.view
                && first == batch.first
                && micros == batch.micros
                && count == batch.count
                && Arrays.equals(entries, batch.entries);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first) * 31 + Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return view + ":" + first + ".." + last();
    }

    /** Stands on one entry after the other; what it says is of the one it stands on. */
    public final class Cursor {

        private int index = -1;
        private int at = 0;
        private int length = -ENTRY_HEADER_BYTES;

        /** Whether there is another one, on which it then stands. */
        public boolean next() {
            if (++index >= count) {
                return false;
            }
            at += ENTRY_HEADER_BYTES + length;
            length = int32At(at + ENTRY_HEADER_BYTES - 4);
            return true;
        }

        public long sequence() {
            return first + index;
        }

        public Kind kind() {
            return KINDS[entries[at]];
        }

        public long session() {
            return int64At(at + 1);
        }

        public long number() {
            return int64At(at + 9);
        }

        /** The client has the answers to all of its requests below that number. */
        public long answered() {
            return int64At(at + 17);
        }

        /** A slice of the batch, not a copy. */
        public ByteBuffer operation() {
            return ByteBuffer.wrap(entries, at + ENTRY_HEADER_BYTES, length).slice();
        }
    }

    /** Takes entries until it is full, or until there are no more for now. */
    public static final class Builder {

        private final long view;
        private final long first;
        private final long micros;
        private final WireWriter entries = new WireWriter(1_024);
        private int count = 0;

        private Builder(long view, long first, long micros) {
            Check.argument(view >= 1 && first >= 1, "view=%d first=%d", view, first);
            this.view = view;
            this.first = first;
            this.micros = micros;
        }

        public void add(Kind kind, long session, long number, long answered, byte[] operation) {
            entries.int8(kind.ordinal())
                    .int64(session)
                    .int64(number)
                    .int64(answered)
                    .bytes(operation);
            count++;
        }

        public boolean isFull() {
            return entries.length() >= BYTES_FULL;
        }

        public Batch build() {
            Check.argument(count >= 1, "a batch has entries");
            return new Batch(view, first, micros, count, entries.toBytes());
        }
    }
}
