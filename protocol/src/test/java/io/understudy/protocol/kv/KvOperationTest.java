package io.understudy.protocol.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.Wire;
import io.understudy.protocol.kv.KvOperation.Append;
import io.understudy.protocol.kv.KvOperation.CompareAndSet;
import io.understudy.protocol.kv.KvOperation.Delete;
import io.understudy.protocol.kv.KvOperation.Get;
import io.understudy.protocol.kv.KvOperation.Increment;
import io.understudy.protocol.kv.KvOperation.Put;
import io.understudy.protocol.kv.KvOperation.PutHash;
import io.understudy.protocol.kv.KvOperation.Scan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class KvOperationTest {

    private static final Bytes KEY = Bytes.utf8("k");
    private static final Bytes VALUE = Bytes.utf8("value");
    private static final Bytes KEY_LONGEST = bytes(KvOperation.KEY_BYTES_MAX);
    private static final Bytes VALUE_LONGEST = bytes(KvOperation.VALUE_BYTES_MAX);

    static final List<KvOperation> SAMPLES =
            List.of(
                    new Get(KEY),
                    new Get(Bytes.copyOf(new byte[] {0, -1})),
                    new Put(KEY, VALUE),
                    new Put(KEY, Bytes.EMPTY),
                    new Append(KEY, VALUE),
                    new PutHash(KEY, VALUE),
                    new Delete(KEY),
                    new CompareAndSet(KEY, new Expected.Absent(), VALUE),
                    new CompareAndSet(KEY, new Expected.Exactly(Bytes.EMPTY), VALUE),
                    new CompareAndSet(KEY, new Expected.Exactly(VALUE), Bytes.EMPTY),
                    new Increment(KEY, Long.MIN_VALUE),
                    new Scan(Bytes.EMPTY, Bytes.EMPTY, 1),
                    new Scan(KEY, VALUE, Scan.LIMIT_MAX));

    private static final List<KvOperation> AT_THE_LIMIT =
            List.of(
                    new Get(KEY_LONGEST),
                    new Put(KEY_LONGEST, VALUE_LONGEST),
                    new CompareAndSet(
                            KEY_LONGEST, new Expected.Exactly(VALUE_LONGEST), VALUE_LONGEST),
                    new Scan(KEY_LONGEST, KEY_LONGEST, Scan.LIMIT_MAX));

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    private static Bytes bytes(int length) {
        return Bytes.copyOf(new byte[length]);
    }

    private static KvOperation decode(byte[] bytes) {
        return KvOperation.decode(ByteBuffer.wrap(bytes));
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(MalformedMessage.class, () -> decode(bytes)).getMessage();
    }

    @Test
    void theSampleListMissesNoOperation() {
        assertEquals(
                Set.of(KvOperation.class.getPermittedSubclasses()),
                SAMPLES.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void whatIsWrittenIsRead(KvOperation operation) {
        assertEquals(operation, decode(operation.encode()));
    }

    @ParameterizedTest
    @FieldSource("AT_THE_LIMIT")
    void whatIsAtTheLimitIsWrittenAndRead(KvOperation operation) {
        assertEquals(operation, decode(operation.encode()));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void everyTruncationIsRefused(KvOperation operation) {
        byte[] bytes = operation.encode();
        for (int length = 0; length < bytes.length; length++) {
            refusal(Arrays.copyOf(bytes, length));
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void whatIsFollowedByAnythingIsRefused(KvOperation operation) {
        byte[] bytes = operation.encode();
        assertEquals("1 bytes too many", refusal(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseIsRefusedOrIsAnOperation(long seed) {
        Noise.checkAcceptsOnlyItsOwn(
                seed,
                SAMPLES.stream().map(KvOperation::encode).toList(),
                KvOperation::decode,
                KvOperation::encode);
    }

    @Test
    void theBytesAreAsOtherLanguagesWriteThem() {
        assertEquals(
                "06" + "0001" + "6b" + "01" + "00000001" + "61" + "00000002" + "6263",
                HexFormat.of()
                        .formatHex(
                                new CompareAndSet(
                                                KEY,
                                                new Expected.Exactly(Bytes.utf8("a")),
                                                Bytes.utf8("bc"))
                                        .encode()));
        assertEquals(
                "07" + "0001" + "6b" + "fffffffffffffffe",
                HexFormat.of().formatHex(new Increment(KEY, -2).encode()));
    }

    @Test
    void theBufferThatIsReadStaysAsItWas() {
        byte[] bytes = new Put(KEY, VALUE).encode();
        ByteBuffer larger = ByteBuffer.allocate(bytes.length + 9).order(ByteOrder.LITTLE_ENDIAN);
        larger.position(4).put(bytes).flip().position(4);
        assertEquals(new Put(KEY, VALUE), KvOperation.decode(larger));
        assertEquals(4, larger.position());
        assertEquals(ByteOrder.LITTLE_ENDIAN, larger.order());
    }

    @Test
    void gettingAndScanningOnlyRead() {
        for (KvOperation operation : SAMPLES) {
            assertEquals(
                    operation instanceof Get || operation instanceof Scan,
                    KvOperation.readsOnly(ByteBuffer.wrap(operation.encode())),
                    operation::toString);
        }
    }

    @Test
    void whatIsNoOperationChangesNothing() {
        assertTrue(KvOperation.readsOnly(ByteBuffer.allocate(0)));
        assertTrue(KvOperation.readsOnly(ByteBuffer.wrap(new byte[] {99})));
        assertFalse(KvOperation.readsOnly(ByteBuffer.wrap(new byte[] {2})));
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertEquals("key is empty", refusal(new byte[] {1, 0, 0}));
    }

    @Test
    void aKeyBeyondItsLimitIsRefused() {
        String text = "key has 1025 bytes; at most 1024 are allowed";
        Bytes key = bytes(KvOperation.KEY_BYTES_MAX + 1);
        assertEquals(
                text,
                assertThrows(IllegalArgumentException.class, () -> new Get(key)).getMessage());
        assertEquals(text, refusal(new byte[] {1, 4, 1}));
    }

    @Test
    void aValueBeyondItsLimitIsRefusedBeforeItIsRead() {
        String text = "value has 500001 bytes; at most 500000 are allowed";
        Bytes value = bytes(KvOperation.VALUE_BYTES_MAX + 1);
        assertEquals(
                text,
                assertThrows(IllegalArgumentException.class, () -> new Put(KEY, value))
                        .getMessage());
        byte[] begin =
                ByteBuffer.allocate(8).put(new byte[] {2, 0, 1, 'k'}).putInt(500_001).array();
        assertEquals(text, refusal(begin));
    }

    @Test
    void aLengthThatWouldBeNegativeIsAVeryLongOne() {
        byte[] begin = ByteBuffer.allocate(8).put(new byte[] {2, 0, 1, 'k'}).putInt(-1).array();
        assertEquals("value has 4294967295 bytes; at most 500000 are allowed", refusal(begin));
    }

    @Test
    void aScanAsksForAtLeastOnePairAndForNoMoreThanItsLimit() {
        assertThrows(IllegalArgumentException.class, () -> new Scan(Bytes.EMPTY, Bytes.EMPTY, 0));
        assertEquals(
                "limit is 1001; want 1 to 1000",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Scan(Bytes.EMPTY, Bytes.EMPTY, Scan.LIMIT_MAX + 1))
                        .getMessage());
    }

    @Test
    void theLargestOperationFitsAFrameWithRoomForWhatGoesAroundIt() {
        int largest =
                AT_THE_LIMIT.stream().mapToInt(one -> one.encode().length).max().orElseThrow();
        assertEquals(KvOperation.ENCODED_BYTES_MAX, largest);
        assertTrue(largest + 16_000 < Wire.FRAME_BYTES_MAX);
    }

    @Test
    void aRefusalReadsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertEquals(
                    "key has 1025 bytes; at most 1024 are allowed", refusal(new byte[] {1, 4, 1}));
        } finally {
            Locale.setDefault(before);
        }
    }
}
