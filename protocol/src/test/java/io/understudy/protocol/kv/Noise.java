package io.understudy.protocol.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.understudy.protocol.MalformedMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Bytes that are nearly right, or not at all. */
final class Noise {

    private static final int ATTEMPTS = 10_000;

    private Noise() {}

    /** What comes out of a decoder that accepts something is, encoded again, what went in. */
    static <T> void checkAcceptsOnlyItsOwn(
            long seed,
            List<byte[]> samples,
            Function<ByteBuffer, T> decode,
            Function<T, byte[]> encode) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = random.nextBoolean() ? any(random) : damaged(random, samples);
            T decoded;
            try {
                decoded = decode.apply(ByteBuffer.wrap(bytes));
            } catch (MalformedMessage refused) {
                continue;
            }
            assertArrayEquals(bytes, encode.apply(decoded));
        }
    }

    private static byte[] any(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = (byte) random.nextInt(10);
        }
        return bytes;
    }

    private static byte[] damaged(SplittableRandom random, List<byte[]> samples) {
        byte[] sample = samples.get(random.nextInt(samples.size()));
        byte[] bytes = Arrays.copyOf(sample, Math.max(1, sample.length + random.nextInt(-2, 3)));
        for (int change = random.nextInt(4); change > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
