package io.understudy.protocol.kv;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.MalformedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the fields of an operation or answer out of its bytes, and believes no length it reads.
 *
 * <p>What it says of wrong bytes goes to clients as part of an answer that must be equal on all
 * replicas, so it is put together without {@code String.format}, which asks the machine for its
 * language.
 */
final class FieldReader {

    private final ByteBuffer in;

    /** The one whose buffer it is finds its position and its byte order as they were. */
    FieldReader(ByteBuffer in) {
        this.in = in.duplicate();
    }

    int uint8(String what) {
        want(1, what);
        return in.get() & 0xff;
    }

    int uint16(String what) {
        want(2, what);
        return in.getShort() & 0xffff;
    }

    long int64(String what) {
        want(8, what);
        return in.getLong();
    }

    boolean flag(String what) {
        int value = uint8(what);
        if (value > 1) {
            throw new MalformedMessage(what + " is " + value + ", neither 0 nor 1");
        }
        return value == 1;
    }

    /** A length of two bytes, and as many bytes. */
    Bytes key(String what) {
        return bytes(uint16(what), KvOperation.KEY_BYTES_MAX, what);
    }

    /** A length of four bytes, and as many bytes. */
    Bytes value(String what) {
        want(4, what);
        return bytes(in.getInt(), KvOperation.VALUE_BYTES_MAX, what);
    }

    /** A length of two bytes, and as many bytes of UTF-8. */
    String text(String what) {
        int length = uint16(what);
        want(length, what);
        byte[] utf8 = new byte[length];
        in.get(utf8);
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
            throw new MalformedMessage(what + " is no UTF-8");
        }
        return text;
    }

    /** Nothing may follow: bytes and what they mean are one to one. */
    void end() {
        if (in.hasRemaining()) {
            throw new MalformedMessage(in.remaining() + " bytes too many");
        }
    }

    private Bytes bytes(int length, int max, String what) {
        if (length < 0 || length > max) {
            throw new MalformedMessage(Lengths.tooLong(what, Integer.toUnsignedLong(length), max));
        }
        want(length, what);
        return Bytes.read(in, length);
    }

    private void want(int length, String what) {
        if (in.remaining() < length) {
            throw new MalformedMessage(what + " is cut off");
        }
    }
}
