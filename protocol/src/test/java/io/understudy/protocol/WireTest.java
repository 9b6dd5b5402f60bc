package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {

    static Stream<Message> samples() {
        return Stream.concat(Samples.EVERYDAY.stream(), Samples.LARGEST.stream());
    }

    static List<Message> everyday() {
        return Samples.EVERYDAY;
    }

    @Test
    void theSampleListMissesNoMessage() {
        assertEquals(names(Samples.types().stream()), typesOf(Samples.EVERYDAY));
    }

    @Test
    void theListOfTheLargestMissesNoMessage() {
        assertEquals(names(Samples.types().stream()), typesOf(Samples.LARGEST));
    }

    private static TreeSet<String> typesOf(List<Message> messages) {
        return names(messages.stream().map(Message::getClass));
    }

    private static TreeSet<String> names(Stream<? extends Class<?>> types) {
        TreeSet<String> names = new TreeSet<>();
        types.map(Class::getName).forEach(names::add);
        return names;
    }

    @Test
    void everyMessageHasATagOfItsOwn() {
        assertEquals(
                names(Samples.types().stream()), names(Arrays.stream(Tag.values()).map(Tag::type)));
        assertEquals(Samples.types().size(), Tag.values().length);
    }

    @Test
    void noTwoTagsShareANumber() {
        long numbers = Arrays.stream(Tag.values()).map(Tag::number).distinct().count();
        assertEquals(Tag.values().length, numbers);
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void aMessageKnowsItsTag(Message message) {
        assertEquals(message.getClass(), message.tag().type());
    }

    @Test
    void everyMessageArrivesAsItLeft() {
        samples().forEach(message -> assertEquals(message, Wire.decode(Frames.of(message))));
    }

    @Test
    void aViewReadsTheSameForPeopleAndProcesses() {
        ReplicaId s1 = new ReplicaId("S1", -1);
        View view = new View(3, Style.PASSIVE, s1, List.of(s1), List.of());
        assertEquals(
                "{\"group\":\"kv\",\"view\":{\"number\":3,\"style\":\"PASSIVE\","
                        + "\"primary\":\"S1#ffffffffffffffff\","
                        + "\"members\":[\"S1#ffffffffffffffff\"],\"joiners\":[]},"
                        + "\"activated\":true,\"doors\":[]}",
                Wire.json(new ToClient.ViewNews("kv", view, true, List.of())));
    }

    @Test
    void theFirstByteOfEveryFrameIsZero() {
        samples().forEach(message -> assertEquals(0, Wire.encode(message)[0]));
    }

    @Test
    void theLengthCountsTagAndBody() {
        samples()
                .map(Wire::encode)
                .forEach(
                        frame ->
                                assertEquals(
                                        frame.length - Wire.LENGTH_BYTES,
                                        ByteBuffer.wrap(frame).getInt()));
    }

    @Test
    void whatMayHaveManyBytesIsWrittenWithoutCopyingThem() {
        List<Class<?>> lengthy =
                List.of(
                        ToReplica.Entries.class,
                        ToReplica.Chunk.class,
                        ToReplica.Request.class,
                        ToClient.Reply.class);
        samples()
                .filter(message -> lengthy.contains(message.getClass()))
                .forEach(
                        message -> {
                            Compact compact = (Compact) message;
                            assertEquals(
                                    Frames.of(message).length - 1,
                                    compact.expectedBytes() + compact.tail().remaining(),
                                    message.tag().name());
                        });
    }

    @Test
    void theLargestMessagesFitIntoAFrame() {
        Samples.LARGEST.forEach(
                message -> assertTrue(Frames.of(message).length <= Wire.FRAME_BYTES_MAX));
    }

    /** So that a limit can be raised with open eyes. */
    @Test
    void theLargestMessageOfAllIsAFullBatchWithTheLargestOperationBehind() {
        Message largest =
                Samples.LARGEST.stream()
                        .max(Comparator.comparing(message -> Frames.of(message).length))
                        .orElseThrow();
        assertEquals(Tag.ENTRIES, largest.tag());
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void aTruncatedMessageIsMalformed(Message message) {
        byte[] whole = Frames.of(message);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(MalformedMessage.class, () -> Wire.decode(part));
        }
    }

    @Test
    void anUnknownTagIsMalformed() {
        for (int number = Byte.MIN_VALUE; number <= Byte.MAX_VALUE; number++) {
            byte tag = (byte) number;
            if (Tag.of(tag).isEmpty()) {
                byte[] frame = {tag, '{', '}'};
                assertThrows(MalformedMessage.class, () -> Wire.decode(frame));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void whatFollowsTheObjectIsMalformed(Message message) {
        byte[] whole = Frames.of(message);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = '0';
        assertThrows(MalformedMessage.class, () -> Wire.decode(longer));
    }
}
