package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.Check;
import java.nio.ByteBuffer;

/**
 * A checkpoint as bytes. First the {@link #header}. Then each pair in the order of keys: two bytes
 * of the key's length, four of the value's, key, value. A key of no bytes ends them; after it,
 * eight bytes each: the number of pairs, and the digest of the state.
 *
 * <p>It needs no checksum beside the digest, which covers each byte of each pair.
 *
 * @param application whose state it is, so that nobody restores another's
 * @param keyBytesMax of a key; at most 65,535
 */
public record Format(String application, int keyBytesMax, int valueBytesMax) {

    /** Changes with all that is said above. */
    private static final int VERSION = 1;

    static final int PAIR_HEAD_BYTES = 2 + 4;

    static final int TAIL_BYTES = 8 + 8;

    public Format {
        Check.argument(keyBytesMax >= 1 && keyBytesMax <= 0xffff, "keyBytesMax=%d", keyBytesMax);
        Check.argument(valueBytesMax >= 0, "valueBytesMax=%d", valueBytesMax);
    }

    /** A line of text, for people who look into the file. */
    Bytes header() {
        return Bytes.utf8("understudy " + application + " checkpoint " + VERSION + "\n");
    }

    /** What comes before a pair's value. */
    static Bytes pairHead(Bytes key, Bytes value) {
        ByteBuffer head = ByteBuffer.allocate(PAIR_HEAD_BYTES + key.length());
        head.putShort((short) key.length()).putInt(value.length());
        key.writeTo(head);
        return Bytes.read(head.flip(), head.limit());
    }

    /** What comes after the last pair. */
    static Bytes end(long size, long digest) {
        ByteBuffer end = ByteBuffer.allocate(PAIR_HEAD_BYTES + TAIL_BYTES);
        end.putShort((short) 0).putInt(0).putLong(size).putLong(digest);
        return Bytes.read(end.flip(), end.limit());
    }
}
