package io.understudy.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the fields of a message of the data path, big-endian, one after the other. */
public final class WireWriter {

    private byte[] bytes;
    private int length = 0;

    public WireWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    public WireWriter int8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public WireWriter int32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public WireWriter int64(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public WireWriter flag(boolean value) {
        return int8(value ? 1 : 0);
    }

    /** Its length first. */
    public WireWriter bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    /** Its length first. */
    public WireWriter bytes(byte[] from, int offset, int count) {
        int32(count);
        return raw(from, offset, count);
    }

    WireWriter raw(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Names and sentences, in UTF-8. */
    public WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public WireWriter replica(ReplicaId value) {
        return text(value.name()).int64(value.incarnation());
    }

    public int length() {
        return length;
    }

    /** To be called last: they are not copied if as many were expected. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Overwrites what was written there before. */
    void int32At(int offset, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
