package io.understudy.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link WireWriter} wrote; whatever else it is given is a malformed message. */
public final class WireReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    public WireReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    public int int8() {
        need(1);
        return bytes[at++];
    }

    public int int32() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    public long int64() {
        return (long) int32() << 32 | int32() & 0xFFFF_FFFFL;
    }

    public boolean flag() {
        int value = int8();
        if (value != 0 && value != 1) {
            throw new MalformedMessage("a flag is " + value);
        }
        return value == 1;
    }

    /** What {@link WireWriter#bytes(byte[])} wrote. */
    public byte[] bytes() {
        int count = count();
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** The same, not copied: all of it shares the frame's array. */
    public ByteBuffer view() {
        int count = count();
        return ByteBuffer.wrap(bytes, at - count, count);
    }

    /** Passes over as many bytes as it says. */
    private int count() {
        int count = int32();
        if (count < 0) {
            throw new MalformedMessage("a length is " + count);
        }
        need(count);
        at += count;
        return count;
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public ReplicaId replica() {
        return new ReplicaId(text(), int64());
    }

    public <E extends Enum<E>> E constant(E[] values) {
        int index = int8();
        if (index < 0 || index >= values.length) {
            throw new MalformedMessage("there is no constant " + index);
        }
        return values[index];
    }

    /** Nothing may follow a message in its frame. */
    void end() {
        if (at != end) {
            throw new MalformedMessage((end - at) + " bytes too many");
        }
    }

    private void need(int count) {
        if (end - at < count) {
            throw new MalformedMessage("cut short");
        }
    }
}
