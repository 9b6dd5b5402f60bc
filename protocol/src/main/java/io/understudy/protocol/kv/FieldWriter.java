package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;
import java.nio.ByteBuffer;

/** Puts down what {@link FieldReader} reads, after one byte that says what it is. */
final class FieldWriter {

    private final ByteBuffer out;

    /**
     * @param code of the operation or answer
     * @param fieldBytes what all fields together take
     */
    FieldWriter(byte code, int fieldBytes) {
        out = ByteBuffer.allocate(1 + fieldBytes).put(code);
    }

    static int keyBytes(Bytes key) {
        return 2 + key.length();
    }

    static int valueBytes(Bytes value) {
        return 4 + value.length();
    }

    FieldWriter uint8(int value) {
        out.put((byte) value);
        return this;
    }

    FieldWriter uint16(int value) {
        out.putShort((short) value);
        return this;
    }

    FieldWriter int64(long value) {
        out.putLong(value);
        return this;
    }

    FieldWriter flag(boolean value) {
        return uint8(value ? 1 : 0);
    }

    FieldWriter key(Bytes key) {
        out.putShort((short) key.length());
        key.writeTo(out);
        return this;
    }

    FieldWriter value(Bytes value) {
        out.putInt(value.length());
        value.writeTo(out);
        return this;
    }

    FieldWriter text(byte[] utf8) {
        out.putShort((short) utf8.length).put(utf8);
        return this;
    }

    byte[] done() {
        return out.array();
    }
}
