package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.understudy.protocol.Hello;
import io.understudy.protocol.Message;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection without a socket. */
class ConnectionTest {

    private static final Message WORD = new Subscribe("kv");

    private final TestCluster cluster = TestCluster.onFreePorts();
    private final Hello hello = new Admission(TestCluster.LFD, cluster.file).hello();

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> story = new ArrayList<>();
    private final List<ByteBuf> given = new ArrayList<>();
    private final KeptFacts kept = new KeptFacts();

    ConnectionTest() {
        attach(channel, false);
    }

    private void attach(EmbeddedChannel channel, boolean dialled) {
        Events events =
                new Events(
                        channel.eventLoop(),
                        bug -> {
                            throw new AssertionError(bug);
                        });
        Trace trace = new Trace(kept, events, LogManager.getLogger("test"));
        new Connection.Maker(
                        new Admission(TestCluster.RM, cluster.file).hello(),
                        events,
                        trace,
                        new Complaints(trace))
                .attach(channel, dialled, new Owner());
    }

    private final class Owner implements Connection.Owner {

        private final Admission admission = new Admission(TestCluster.RM, cluster.file);

        @Override
        public Optional<String> refusal(Hello said) {
            return admission.refusal(said);
        }

        @Override
        public void onOpened(Connection connection) {
            story.add("opened " + connection.peer());
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            story.add("heard " + message);
        }

        @Override
        public void onClosed(Connection connection, String cause) {
            story.add("closed " + cause);
        }
    }

    private void receive(byte[] bytes) {
        ByteBuf buffer = Unpooled.buffer().writeBytes(bytes);
        given.add(buffer);
        if (channel.isOpen()) {
            channel.writeInbound(buffer);
        } else {
            buffer.release();
        }
    }

    @AfterEach
    void nothingIsKept() {
        channel.finishAndReleaseAll();
        given.forEach(buffer -> assertEquals(0, buffer.refCnt()));
    }

    @Test
    void messagesAreWholeHoweverTheirBytesAreCut() {
        byte[] hellos = Wire.encode(hello);
        byte[] word = Wire.encode(WORD);
        byte[] all =
                ByteBuffer.allocate(hellos.length + 2 * word.length)
                        .put(hellos)
                        .put(word)
                        .put(word)
                        .array();
        for (byte one : all) {
            receive(new byte[] {one});
        }
        assertEquals(List.of("opened M1", "heard " + WORD, "heard " + WORD), story);
    }

    @Test
    void manyMessagesInOnePieceAreTakenOneByOne() {
        byte[] hellos = Wire.encode(hello);
        byte[] word = Wire.encode(WORD);
        receive(
                ByteBuffer.allocate(hellos.length + 2 * word.length)
                        .put(hellos)
                        .put(word)
                        .put(word)
                        .array());
        assertEquals(List.of("opened M1", "heard " + WORD, "heard " + WORD), story);
    }

    @Test
    void aStrangerWhoLeavesInTheMiddleOfAFrameIsWarnedOfOnce() {
        receive(new byte[] {0, 0, 0});
        channel.close();
        assertEquals(1, warnings("left in the middle of a frame"));
    }

    @Test
    void aPeerWhoLeavesInTheMiddleOfAFrameHasBeenKilledAndDoneNoWrong() {
        receive(Wire.encode(hello));
        receive(new byte[] {0, 0, 0});
        channel.close();
        assertEquals(0, warnings("refused"));
    }

    @Test
    void onlyTheFirstReasonOfARefusalIsWarnedOf() {
        receive(new byte[] {-1, 0, 0, 0});
        receive(new byte[] {-1, 0, 0, 0});
        assertEquals(1, warnings("refused"));
    }

    @Test
    void aStrangerWhoSaysNothingIsWarnedOf() {
        channel.advanceTimeBy(Connection.HELLO_MS_MAX, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertEquals(1, warnings("refused"));
        assertEquals(List.of("closed no Hello in 2000 ms"), story);
    }

    @Test
    void aProcessThatWeDialledAndThatSaysNothingHasDoneNoWrong() {
        EmbeddedChannel ours = new EmbeddedChannel();
        attach(ours, true);
        ours.advanceTimeBy(Connection.HELLO_MS_MAX, TimeUnit.MILLISECONDS);
        ours.runScheduledPendingTasks();
        assertEquals(0, warnings("refused"));
        assertEquals(List.of("closed no Hello in 2000 ms"), story);
        ours.finishAndReleaseAll();
    }

    private long warnings(String text) {
        return kept.last().stream().filter(fact -> fact.contains(text)).count();
    }

    static Stream<byte[]> nonsense() {
        return Stream.of(
                // Over-long, negative, empty.
                ByteBuffer.allocate(4).putInt(Wire.FRAME_BYTES_MAX + 1).array(),
                ByteBuffer.allocate(4).putInt(-1).array(),
                new byte[4],
                // An unknown tag; a known one with no JSON; a Hello where none is expected.
                new byte[] {0, 0, 0, 1, 99},
                new byte[] {0, 0, 0, 2, WORD.tag().number(), '?'},
                Wire.encode(new Hello(Hello.VERSION, "test", TestCluster.LFD.role(), "M1")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseClosesTheConnection(byte[] bytes) {
        receive(Wire.encode(hello));
        receive(bytes);
        receive(Wire.encode(WORD));
        assertFalse(channel.isOpen());
        assertEquals(2, story.size(), story.toString());
        assertEquals("opened M1", story.get(0));
        assertTrue(story.get(1).startsWith("closed "), story.toString());
    }

    @Test
    void nothingOfAReadCountsAfterWhatClosedTheConnection() {
        receive(Wire.encode(hello));
        byte[] again = Wire.encode(hello);
        byte[] word = Wire.encode(WORD);
        receive(ByteBuffer.allocate(again.length + word.length).put(again).put(word).array());
        assertEquals(List.of("opened M1", "closed a second Hello"), story);
    }

    @Test
    void aStrangerCannotSendALongFrame() {
        receive(ByteBuffer.allocate(4).putInt(FrameDecoder.HELLO_BYTES_MAX + 1).array());
        assertFalse(channel.isOpen());
    }

    @Test
    void theLongestFrameOfAPeerIsTaken() {
        receive(Wire.encode(hello));
        receive(ByteBuffer.allocate(4).putInt(Wire.FRAME_BYTES_MAX).array());
        receive(new byte[Wire.FRAME_BYTES_MAX - 1]);
        assertTrue(channel.isOpen());
    }

    @Test
    void aMessageBeforeHelloClosesTheConnection() {
        receive(Wire.encode(WORD));
        assertFalse(channel.isOpen());
        assertEquals(List.of("closed no Hello before SUBSCRIBE"), story);
    }

    @Test
    void aConnectionThatEndedSaysWhy() {
        receive(Wire.encode(hello));
        channel.close();
        assertEquals(List.of("opened M1", "closed closed by the other side"), story);
    }
}
