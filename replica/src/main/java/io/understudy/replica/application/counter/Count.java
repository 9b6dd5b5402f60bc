package io.understudy.replica.application.counter;

import io.understudy.protocol.Bytes;
import java.nio.ByteBuffer;

/**
 * One client's counter.
 *
 * @param iteration the last one executed
 */
record Count(long iteration, long value) {

    /** Of a client that was never heard; the first iteration is 0. */
    static final Count NONE = new Count(-1, 0);

    static final int ENCODED_BYTES = 16;

    static Count decode(Bytes bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
        return new Count(in.getLong(), in.getLong());
    }

    Bytes encode() {
        ByteBuffer out = ByteBuffer.allocate(ENCODED_BYTES).putLong(iteration).putLong(value);
        return Bytes.read(out.flip(), ENCODED_BYTES);
    }

    boolean canTake(long count) {
        return count >= 0 ? value <= Long.MAX_VALUE - count : value >= Long.MIN_VALUE - count;
    }
}
