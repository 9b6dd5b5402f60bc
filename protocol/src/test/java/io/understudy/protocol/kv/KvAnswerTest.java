package io.understudy.protocol.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.MalformedMessage;
import io.understudy.protocol.Texts;
import io.understudy.protocol.Wire;
import io.understudy.protocol.kv.KvAnswer.Absent;
import io.understudy.protocol.kv.KvAnswer.Done;
import io.understudy.protocol.kv.KvAnswer.Page;
import io.understudy.protocol.kv.KvAnswer.Pair;
import io.understudy.protocol.kv.KvAnswer.Reason;
import io.understudy.protocol.kv.KvAnswer.Refused;
import io.understudy.protocol.kv.KvAnswer.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class KvAnswerTest {

    private static final Pair PAIR = new Pair(Bytes.utf8("k"), Bytes.utf8("value"));

    static final List<KvAnswer> SAMPLES =
            List.of(
                    new Done(),
                    new Absent(),
                    new Value(Bytes.EMPTY),
                    new Value(Bytes.utf8("value")),
                    new Page(List.of(), false),
                    new Page(List.of(PAIR), true),
                    new Page(List.of(PAIR, new Pair(Bytes.utf8("l"), Bytes.EMPTY)), false),
                    new Refused(Reason.NOT_A_NUMBER, "caf\u00e9 is no number"));

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    private static KvAnswer decode(byte[] bytes) {
        return KvAnswer.decode(ByteBuffer.wrap(bytes));
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(MalformedMessage.class, () -> decode(bytes)).getMessage();
    }

    @Test
    void theSampleListMissesNoAnswer() {
        assertEquals(
                Set.of(KvAnswer.class.getPermittedSubclasses()),
                SAMPLES.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void whatIsWrittenIsRead(KvAnswer answer) {
        assertEquals(answer, decode(answer.encode()));
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonIsWrittenAndRead(Reason reason) {
        Refused refused = new Refused(reason, "because");
        assertEquals(refused, decode(refused.encode()));
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void everyTruncationIsRefused(KvAnswer answer) {
        byte[] bytes = answer.encode();
        for (int length = 0; length < bytes.length; length++) {
            refusal(Arrays.copyOf(bytes, length));
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void whatIsFollowedByAnythingIsRefused(KvAnswer answer) {
        byte[] bytes = answer.encode();
        assertEquals("1 bytes too many", refusal(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseIsRefusedOrIsAnAnswer(long seed) {
        Noise.checkAcceptsOnlyItsOwn(
                seed,
                SAMPLES.stream().map(KvAnswer::encode).toList(),
                KvAnswer::decode,
                KvAnswer::encode);
    }

    @Test
    void aTextThatIsNoUtf8IsRefused() {
        assertEquals("text is no UTF-8", refusal(new byte[] {5, 0, 0, 1, -1}));
    }

    @Test
    void theLargestPageFitsAFrameWithRoomForWhatGoesAroundIt() {
        Bytes key = Bytes.copyOf(new byte[KvOperation.KEY_BYTES_MAX]);
        Pair largest = new Pair(key, Bytes.copyOf(new byte[KvOperation.VALUE_BYTES_MAX]));
        assertEquals(Pair.ENCODED_BYTES_MAX, largest.encodedBytes());
        assertTrue(KvAnswer.ENCODED_BYTES_MAX + 16_000 < Wire.FRAME_BYTES_MAX);
    }

    @Test
    void thePageOfMostEntriesIsWrittenAndRead() {
        Page page = new Page(Collections.nCopies(KvOperation.Scan.LIMIT_MAX, PAIR), true);
        assertEquals(page, decode(page.encode()));
    }

    @Test
    void theLongestTextIsWrittenAndRead() {
        Refused refused = new Refused(Reason.FULL, "\u20ac".repeat(Texts.LENGTH_MAX));
        assertEquals(refused, decode(refused.encode()));
    }
}
