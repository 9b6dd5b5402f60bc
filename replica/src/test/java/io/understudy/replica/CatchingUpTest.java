package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Position;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.replica.Replica.Alarm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a joiner gets the entries that it lacks, while members get those that clients wait for. */
class CatchingUpTest extends ReplicaFixture {

    private static final int CHUNK_BYTES = 300;
    private static final int REQUESTS = 40;

    /** So many messages are sent to it in the event in which it is known what it has. */
    private int atOnce;

    @BeforeEach
    void servesAJoinerThatLacksEverything() {
        start(new SettingsBuilder().chunkBytes(CHUNK_BYTES));
        leadWithAJoiner();
        openSession();
        acknowledge(S2, 3, 1, 1);
        for (int number = 1; number <= REQUESTS; number++) {
            request(Batch.Kind.OPERATION, number, append("x".repeat(50)));
        }
        end(S3, 3, Position.START);
        atOnce = sentToJoiner().size();
        for (int turn = 0; turn < REQUESTS; turn++) {
            replica.onAlarm(Alarm.TURN);
        }
    }

    @Test
    void whoCatchesUpIsSentAFewMessagesInOneEvent() {
        assertEquals(CheckpointSending.AHEAD, atOnce);
    }

    @Test
    void whoCatchesUpIsSentLittleAtATime() {
        List<Entries> underWay = sentToJoiner();
        assertTrue(underWay.size() > 1, () -> underWay.size() + " messages");
        underWay.forEach(message -> assertTrue(bytes(message) <= CHUNK_BYTES, message::toString));
        int last = underWay.size() - 1;
        int allButOne = underWay.subList(0, last).stream().mapToInt(CatchingUpTest::bytes).sum();
        assertTrue(allButOne <= CheckpointSending.AHEAD * CHUNK_BYTES, () -> allButOne + " bytes");
        assertFalse(underWay.get(last).last().equals(replica.report().last()));
    }

    @Test
    void membersAreSentEverythingAtOnce() {
        List<Entries> sent = env.sentTo(S2.node(), Entries.class);
        assertEquals(replica.report().last(), sent.get(sent.size() - 1).last());
    }

    @Test
    void eachMessageThatIsAcknowledgedMakesRoomForTheNext() {
        List<Entries> underWay = new ArrayList<>(sentToJoiner());
        Position has = Position.START;
        while (!underWay.isEmpty()) {
            int most = underWay.size() - 1 + CheckpointSending.AHEAD;
            Entries arrived = underWay.remove(0);
            assertEquals(has, arrived.previous());
            has = arrived.last();
            env.takeSent();
            acknowledge(S3, 3, has.sequence(), arrived.stamp());
            underWay.addAll(sentToJoiner());
            int now = underWay.size();
            assertTrue(now <= most, () -> now + " messages");
        }
        assertEquals(replica.report().last(), has);
    }

    /** What it answers says whether anything was lost, and nothing else would. */
    @Test
    void whoSaysNothingIsAskedWithEachBeatThoughThereIsNoRoomForMore() {
        env.takeSent();
        replica.onAlarm(Alarm.BEAT);
        List<Entries> asked = env.sentTo(S3.node(), Entries.class);
        assertEquals(List.of(List.of()), asked.stream().map(Entries::batches).toList());
    }

    @Test
    void whatWasLostOnTheWayIsSentAgainThoughThereWasNoRoomForMore() {
        List<Entries> lost = sentToJoiner();
        long stamp = lastStampTo(S3);
        env.takeSent();
        replica.onAcknowledge(S3.node(), new Acknowledge("kv", 3, S3, 0, true, stamp));
        for (int turn = 0; turn < REQUESTS; turn++) {
            replica.onAlarm(Alarm.TURN);
        }
        assertEquals(
                lost.stream().map(Entries::last).toList(),
                sentToJoiner().stream().map(Entries::last).toList());
    }

    /** What it missed came on another connection, after it had said that it was missing. */
    @Test
    void whatArrivedAfterAllIsNotSentAgain() {
        Entries last = sentToJoiner().get(sentToJoiner().size() - 1);
        replica.onAcknowledge(S3.node(), new Acknowledge("kv", 3, S3, 0, true, last.stamp()));
        env.takeSent();
        acknowledge(S3, 3, last.last().sequence(), last.stamp());
        assertEquals(last.last(), sentToJoiner().get(0).previous());
    }

    /** The log had no room left for what only it lacked. */
    @Test
    void whatWasUnderWayBeforeACheckpointTakesNoRoomBehindIt() {
        start(new SettingsBuilder().chunkBytes(CHUNK_BYTES).logBytes(1));
        leadWithAJoiner();
        end(S3, 3, Position.START);
        openSession();
        acknowledge(S2, 3, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x".repeat(3 * CHUNK_BYTES)));
        request(Batch.Kind.OPERATION, 2, append("y"));
        acknowledge(S2, 3, 3, 2);
        request(Batch.Kind.OPERATION, 3, append("z"));
        env.takeSent();

        replica.onAlarm(Alarm.BEAT);
        List<Chunk> chunks = env.sentTo(S3.node(), Chunk.class);
        while (!chunks.isEmpty()) {
            Chunk last = chunks.get(chunks.size() - 1);
            env.takeSent();
            replica.onChunkTaken(
                    S3.node(), new ChunkTaken("kv", 3, S3, last.at(), last.index() + 1));
            chunks = env.sentTo(S3.node(), Chunk.class);
        }

        assertEquals(
                List.of(replica.report().last()),
                sentToJoiner().stream().map(Entries::last).toList());
    }

    private List<Entries> sentToJoiner() {
        return env.sentTo(S3.node(), Entries.class).stream()
                .filter(message -> !message.batches().isEmpty())
                .toList();
    }

    private static int bytes(Entries message) {
        return message.batches().stream().mapToInt(Batch::bytes).sum();
    }
}
