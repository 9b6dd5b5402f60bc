package io.understudy.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A string of bytes that never changes, in the order of its unsigned bytes.
 *
 * <p>Not {@code byte[]}, which knows neither equality nor order, and which whoever it was handed to
 * could change; not {@code String}, since what clients store is theirs and need not be text.
 */
public final class Bytes implements Comparable<Bytes> {

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    /** How much of one is shown to people. */
    private static final int SHOWN_BYTES_MAX = 40;

    // The order is fixed, because hashes of the state are compared between machines.
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    public static Bytes copyOf(byte[] array) {
        return new Bytes(array.clone());
    }

    /** Of an array that nobody else has, or will change. */
    public static Bytes of(byte[] array) {
        return new Bytes(array);
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Eight of them, the highest first. */
    public static Bytes int64(long value) {
        return new Bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** Takes {@code length} bytes out of {@code in}, which has them. */
    public static Bytes read(ByteBuffer in, int length) {
        byte[] array = new byte[length];
        in.get(array);
        return new Bytes(array);
    }

    public int length() {
        return array.length;
    }

    public byte at(int index) {
        return array[index];
    }

    /** Eight bytes from {@code index} on, the first of them the lowest. */
    public long longAt(int index) {
        return (long) LONGS.get(array, index);
    }

    public Bytes plus(Bytes tail) {
        byte[] both = Arrays.copyOf(array, array.length + tail.array.length);
        System.arraycopy(tail.array, 0, both, array.length, tail.array.length);
        return new Bytes(both);
    }

    public boolean startsWith(Bytes prefix) {
        int length = prefix.array.length;
        return length <= array.length && Arrays.equals(array, 0, length, prefix.array, 0, length);
    }

    public void writeTo(ByteBuffer out) {
        out.put(array);
    }

    /**
     * Puts as much as {@code out} has room for, from {@code from} on.
     *
     * @return how many bytes that were
     */
    public int writeTo(ByteBuffer out, int from) {
        int count = Math.min(out.remaining(), array.length - from);
        out.put(array, from, count);
        return count;
    }

    public byte[] toArray() {
        return array.clone();
    }

    /** As text; what is no UTF-8 becomes U+FFFD. */
    public String utf8() {
        return new String(array, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** For logs: text where it is plain ASCII, hexadecimal otherwise, never long. */
    @Override
    public String toString() {
        int shown = Math.min(array.length, SHOWN_BYTES_MAX);
        String rest = shown < array.length ? "... (" + array.length + " bytes)" : "";
        for (int i = 0; i < shown; i++) {
            if (array[i] < ' ' || array[i] > '~' || array[i] == '"') {
                return "0x" + HexFormat.of().formatHex(array, 0, shown) + rest;
            }
        }
        return '"' + new String(array, 0, shown, StandardCharsets.US_ASCII) + '"' + rest;
    }
}
