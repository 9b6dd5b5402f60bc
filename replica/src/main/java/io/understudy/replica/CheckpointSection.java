package io.understudy.replica;

import io.understudy.protocol.Check;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the first byte of a chunk says of the others. */
enum CheckpointSection {
    /** Sessions and answers. */
    SURROUNDINGS,
    APPLICATION;

    private static final CheckpointSection[] ALL = values();

    /** A chunk's bytes: this mark, then those. */
    byte[] chunk(byte[] from, int begin, int end) {
        byte[] bytes = new byte[1 + end - begin];
        bytes[0] = (byte) ordinal();
        System.arraycopy(from, begin, bytes, 1, end - begin);
        return bytes;
    }

    static CheckpointSection of(byte[] chunk) {
        Check.argument(
                chunk.length >= 1 && chunk[0] >= 0 && chunk[0] < ALL.length,
                "a chunk of no section");
        return ALL[chunk[0]];
    }

    static ByteBuffer content(byte[] chunk) {
        return ByteBuffer.wrap(chunk, 1, chunk.length - 1);
    }

    static byte[] contentBytes(byte[] chunk) {
        return Arrays.copyOfRange(chunk, 1, chunk.length);
    }
}
