package io.understudy.replica.application.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.DamagedCheckpoint;
import io.understudy.replica.application.Restoration;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

    private static final Format FORMAT = new Format("test", 100, 1_000);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }

    private static Store store(String... keysAndValues) {
        Store store = new Store(FORMAT);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            store.put(bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        return store;
    }

    private static Bytes random(SplittableRandom random, int lengthMin, int lengthMax) {
        byte[] array = new byte[random.nextInt(lengthMin, lengthMax + 1)];
        random.nextBytes(array);
        return Bytes.copyOf(array);
    }

    private static Store random(SplittableRandom random, int pairs) {
        Store store = new Store(FORMAT);
        for (int i = 0; i < pairs; i++) {
            store.put(random(random, 1, 100), random(random, 0, 1_000));
        }
        return store;
    }

    private static List<String> pairs(Store store) {
        List<String> pairs = new ArrayList<>();
        store.visit(Bytes.EMPTY, (key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    private static byte[] written(Checkpoint checkpoint, int pieceBytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(pieceBytes);
        while (!checkpoint.finished()) {
            piece.clear();
            checkpoint.writeTo(piece);
            all.write(piece.array(), 0, piece.position());
        }
        return all.toByteArray();
    }

    private static byte[] written(Store store) {
        return written(store.checkpoint(), 64_000);
    }

    private static void restore(Store store, byte[] checkpoint, int pieceBytes) {
        Restoration restoration = store.restore();
        for (int begin = 0; begin < checkpoint.length; begin += pieceBytes) {
            int length = Math.min(pieceBytes, checkpoint.length - begin);
            restoration.feed(ByteBuffer.wrap(checkpoint, begin, length));
        }
        restoration.finish();
    }

    private static String refusal(byte[] checkpoint) {
        return assertThrows(
                        DamagedCheckpoint.class,
                        () -> restore(new Store(FORMAT), checkpoint, 64_000))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 64_000, 10_000_000})
    void whatIsRestoredEqualsWhatWasWrittenHoweverThePiecesAreCut(int pieceBytes) {
        Store store = random(new SplittableRandom(1), 300);
        byte[] checkpoint = written(store.checkpoint(), pieceBytes);
        Store restored = store("gone", "gone");
        restore(restored, checkpoint, pieceBytes);
        assertEquals(pairs(store), pairs(restored));
        assertEquals(store.digest(), restored.digest());
        assertEquals(store.bytes(), restored.bytes());
        assertEquals(store.size(), restored.size());
    }

    @Test
    void anEmptyStateIsWrittenAndRestored() {
        Store restored = store("gone", "gone");
        restore(restored, written(store()), 1);
        assertEquals(List.of(), pairs(restored));
        assertEquals(0, restored.digest());
        assertEquals(0, restored.bytes());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCheckpointIsOfTheMomentInWhichItWasTaken(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Store store = random(random, 200);
        List<String> then = pairs(store);
        Checkpoint checkpoint = store.checkpoint();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!checkpoint.finished()) {
            ByteBuffer piece = ByteBuffer.allocate(1_000);
            checkpoint.writeTo(piece);
            all.write(piece.array(), 0, piece.position());
            store.visit(random(random, 1, 2), (key, value) -> !store.remove(key));
            store.put(random(random, 1, 100), random(random, 0, 1_000));
        }
        Store restored = new Store(FORMAT);
        restore(restored, all.toByteArray(), 64_000);
        assertEquals(then, pairs(restored));
    }

    @Test
    void aPieceIsFilledToItsEnd() {
        Checkpoint checkpoint = random(new SplittableRandom(1), 300).checkpoint();
        ByteBuffer piece = ByteBuffer.allocate(10_000);
        checkpoint.writeTo(piece);
        assertEquals(0, piece.remaining());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void statesAreEqualExactlyWhenTheirDigestsAre(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Store> stores = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stores.add(fewBytes(random));
        }
        for (Store one : stores) {
            for (Store other : stores) {
                assertEquals(pairs(one).equals(pairs(other)), one.digest() == other.digest());
            }
        }
    }

    /** So few different bytes that many are equal, and the others nearly. */
    private static Store fewBytes(SplittableRandom random) {
        Store store = new Store(FORMAT);
        for (int step = random.nextInt(8); step > 0; step--) {
            Bytes key = bytes("ab".substring(0, random.nextInt(1, 3)));
            if (random.nextInt(4) == 0) {
                store.remove(key);
            } else {
                store.put(key, Bytes.copyOf(new byte[random.nextInt(3)]));
            }
        }
        return store;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theDigestForgetsInWhichOrderThingsWereWritten(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Bytes> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(random(random, 1, 10));
        }
        Store one = new Store(FORMAT);
        keys.forEach(key -> one.put(key, key.plus(key)));
        Collections.shuffle(keys, new Random(seed));
        Store other = new Store(FORMAT);
        keys.forEach(key -> other.put(key, bytes("to be replaced")));
        other.put(Bytes.utf8("to be removed"), bytes("x"));
        other.remove(Bytes.utf8("to be removed"));
        keys.forEach(key -> other.put(key, key.plus(key)));
        assertEquals(one.digest(), other.digest());
        assertEquals(one.bytes(), other.bytes());
    }

    @Test
    void valuesThatChangePlacesChangeTheDigest() {
        assertNotEquals(store("a", "1", "b", "2").digest(), store("a", "2", "b", "1").digest());
    }

    @Test
    void aByteThatMovesFromKeyToValueChangesTheDigest() {
        assertNotEquals(store("ab", "c").digest(), store("a", "bc").digest());
        assertNotEquals(store("a\0", "").digest(), store("a", "\0").digest());
        assertNotEquals(store("a", "\0").digest(), store("a", "\0\0").digest());
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] checkpoint = written(store("a", "1", "b", ""));
        for (int length = 0; length < checkpoint.length; length++) {
            String refusal = refusal(Arrays.copyOf(checkpoint, length));
            assertTrue(refusal.startsWith("it is cut off"), refusal);
        }
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] checkpoint = written(store("a", "1", "b", "value", "c", ""));
        for (int bit = 0; bit < checkpoint.length * 8; bit++) {
            byte[] damaged = checkpoint.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refusal(damaged);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseIsRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] checkpoint = written(random(random, 20));
        for (int attempt = 0; attempt < 200; attempt++) {
            byte[] damaged = checkpoint.clone();
            byte[] noise = new byte[random.nextInt(1, 20)];
            random.nextBytes(noise);
            int begin = random.nextInt(damaged.length - noise.length);
            System.arraycopy(noise, 0, damaged, begin, noise.length);
            if (!Arrays.equals(damaged, checkpoint)) {
                refusal(damaged);
            }
        }
    }

    @Test
    void aPieceThatIsMissingIsRefused() {
        byte[] checkpoint = written(random(new SplittableRandom(1), 100));
        Restoration restoration = new Store(FORMAT).restore();
        assertThrows(
                DamagedCheckpoint.class,
                () -> {
                    restoration.feed(ByteBuffer.wrap(checkpoint, 0, 5_000));
                    int rest = checkpoint.length - 6_000;
                    restoration.feed(ByteBuffer.wrap(checkpoint, 6_000, rest));
                    restoration.finish();
                });
    }

    @Test
    void anotherApplicationsCheckpointIsRefused() {
        byte[] checkpoint = written(new Store(new Format("else", 100, 1_000)));
        assertEquals(
                "it begins with 0x756e646572737475647920656c736520636865636b706f696e7420310a, not"
                        + " 0x756e646572737475647920746573742063686563"
                        + "6b706f696e7420310a",
                refusal(checkpoint));
    }

    @Test
    void whatFollowsTheEndIsRefused() {
        byte[] checkpoint = written(store("a", "1"));
        assertEquals(
                "something follows its end",
                refusal(Arrays.copyOf(checkpoint, checkpoint.length + 1)));
    }

    @Test
    void keysOutOfOrderAreRefused() {
        byte[] checkpoint = written(store("a", "1", "b", "1"));
        int a = FORMAT.header().length() + Format.PAIR_HEAD_BYTES;
        checkpoint[a] = 'b';
        checkpoint[a + Format.PAIR_HEAD_BYTES + 2] = 'a';
        assertEquals("key \"a\" follows \"b\"", refusal(checkpoint));
    }

    @Test
    void lengthsBeyondTheLimitAreRefusedBeforeMemoryIsTaken() {
        Store larger = new Store(new Format("test", 101, 1_001));
        larger.put(Bytes.copyOf(new byte[101]), Bytes.EMPTY);
        assertEquals("a key of 101 bytes", refusal(written(larger)));
        larger.remove(Bytes.copyOf(new byte[101]));
        larger.put(Bytes.copyOf(new byte[100]), Bytes.copyOf(new byte[1_001]));
        assertEquals("a value of 1001 bytes", refusal(written(larger)));
        larger.put(Bytes.copyOf(new byte[100]), Bytes.copyOf(new byte[1_000]));
        restore(new Store(FORMAT), written(larger), 64_000);
    }

    @Test
    void aRestorationThatFailsLeavesTheState() {
        Store store = store("a", "1");
        byte[] checkpoint = written(random(new SplittableRandom(1), 100));
        byte[] half = Arrays.copyOf(checkpoint, checkpoint.length / 2);
        assertThrows(DamagedCheckpoint.class, () -> restore(store, half, 100));
        assertEquals(List.of("\"a\"=\"1\""), pairs(store));
        assertEquals(store("a", "1").digest(), store.digest());
    }

    @Test
    void whatIsWrittenDuringARestorationIsReplacedByIt() {
        Store store = store("a", "1");
        byte[] checkpoint = written(store);
        Restoration restoration = store.restore();
        restoration.feed(ByteBuffer.wrap(checkpoint));
        store.put(bytes("b"), bytes("2"));
        restoration.finish();
        assertEquals(List.of("\"a\"=\"1\""), pairs(store));
    }
}
