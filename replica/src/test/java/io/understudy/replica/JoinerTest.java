package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.View;
import io.understudy.replica.Replica.Alarm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a joiner comes to the state of the others, and what its primary takes for that. */
class JoinerTest extends ReplicaFixture {

    /** It leads a view with a joiner that can only be helped by a checkpoint. */
    private void servesAStranger() {
        leadWithAJoiner();
        openSession();
        acknowledge(S2, 3, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x"));
        acknowledge(S2, 3, 2, 2);
        request(Batch.Kind.OPERATION, 2, append("y"));
        end(S3, 3, new Position(2, 7));
    }

    /** A joiner that is being sent a checkpoint has not got what came behind it. */
    @Test
    void whatIsStillToBeSentCannotBeAcknowledged() {
        servesAStranger();
        acknowledge(S3, 3, 3, 1);
        assertEquals(List.of(), env.sentTo(MANAGER, CaughtUp.class));
    }

    @Test
    void aCheckpointHoldsWhatIsCommittedAndNoMore() {
        servesAStranger();
        List<Chunk> chunks = env.sentTo(S3.node(), Chunk.class);
        assertEquals(new Position(3, 2), chunks.get(0).at());
    }

    /** The stranger, which has joined that view. */
    private Replica stranger(FakeEnv<Alarm> world) {
        Replica joiner = newReplica(new SettingsBuilder().name("S3"), world);
        View view = new View(3, Style.PASSIVE, self, List.of(self, S2), List.of(joiner.self()));
        joiner.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
        return joiner;
    }

    @Test
    void whoHasACheckpointSaysSoUntilThatIsHeard() {
        servesAStranger();
        FakeEnv<Alarm> world = new FakeEnv<>();
        Replica joiner = stranger(world);
        env.sentTo(S3.node(), Chunk.class).forEach(chunk -> joiner.onChunk(self.node(), chunk));
        int lost = world.sentTo(self.node(), ChunkTaken.class).size();

        int sent = env.sentTo(S3.node(), Chunk.class).size();
        replica.onAlarm(Alarm.BEAT);
        List<Chunk> chunks = env.sentTo(S3.node(), Chunk.class);
        chunks.subList(sent, chunks.size()).forEach(again -> joiner.onChunk(self.node(), again));
        List<ChunkTaken> said = world.sentTo(self.node(), ChunkTaken.class);
        for (ChunkTaken taken : said.subList(lost, said.size())) {
            replica.onChunkTaken(S3.node(), new ChunkTaken("kv", 3, S3, taken.at(), taken.index()));
        }

        assertFalse(env.sentTo(MANAGER, CaughtUp.class).isEmpty());
    }

    @Test
    void aCheckpointOfManyChunksArrivesWholeThoughTheyAreSaidAgain() {
        start(new SettingsBuilder().chunkBytes(16));
        servesAStranger();
        FakeEnv<Alarm> world = new FakeEnv<>();
        Replica joiner = stranger(world);
        List<Chunk> arrived = new ArrayList<>();

        List<Chunk> underWay = takeChunks();
        while (!underWay.isEmpty()) {
            replica.onAlarm(Alarm.BEAT);
            arrived.addAll(takeChunks());
            arrived.addAll(underWay);
            arrived.forEach(chunk -> joiner.onChunk(self.node(), chunk));
            for (ChunkTaken taken : take(world, ChunkTaken.class)) {
                replica.onChunkTaken(
                        S3.node(), new ChunkTaken("kv", 3, S3, taken.at(), taken.index()));
            }
            underWay = takeChunks();
        }

        assertTrue(arrived.size() > 8, () -> arrived.size() + " chunks");
        assertEquals(replica.report().executed(), joiner.report().executed());
        assertEquals(replica.report().digest(), joiner.report().digest());
    }

    @Test
    void afterEachChunkThoseWhoServeHaveAsMuchTimeAsItTook() {
        start(new SettingsBuilder().chunkBytes(16));
        servesAStranger();
        List<Chunk> first = takeChunks();
        env.pass(3_000);
        taken(3, first.get(0));
        env.runFor(2_999, replica::onAlarm);
        assertEquals(List.of(), takeChunks());
        env.runFor(1, replica::onAlarm);
        assertEquals(List.of(first.size()), takeChunks().stream().map(Chunk::index).toList());
    }

    @Test
    void aSendingDoesNotRestWhileTheLogFillsUp() {
        start(new SettingsBuilder().chunkBytes(16).logBytes(1));
        servesAStranger();
        List<Chunk> first = takeChunks();
        env.pass(3_000);
        taken(3, first.get(0));
        assertEquals(List.of(first.size()), takeChunks().stream().map(Chunk::index).toList());
    }

    /** Two joiners share an alarm, and a quick chunk of the one must not silence the other. */
    @Test
    void aSendingThatRestsGoesOnWhateverTheOtherOneDoes() {
        start(new SettingsBuilder().chunkBytes(16));
        ReplicaId other = new ReplicaId("S4", 4);
        View view = new View(3, Style.PASSIVE, self, List.of(self), List.of(S3, other));
        enter(view, false);
        enter(view, true);
        openSession();
        request(Batch.Kind.OPERATION, 1, append("x"));
        end(S3, 3, new Position(2, 7));
        Chunk slow = env.sentTo(S3.node(), Chunk.class).get(0);
        env.pass(4_000);
        end(other, 3, new Position(2, 7));
        Chunk quick = env.sentTo(other.node(), Chunk.class).get(0);
        taken(3, slow);
        env.takeSent();
        replica.onChunkTaken(
                other.node(), new ChunkTaken("kv", 3, other, quick.at(), quick.index() + 1));
        env.runFor(4_000, replica::onAlarm);
        assertEquals(1, env.sentTo(S3.node(), Chunk.class).size());
    }

    @Test
    void aFarReplicaIsNotLeftWithoutChunksForARoundTrip() {
        start(new SettingsBuilder().chunkBytes(16));
        servesAStranger();
        List<Chunk> first = takeChunks();
        env.pass(20_000);
        taken(3, first.get(0));
        env.runFor(CheckpointSending.REST_MICROS_MAX, replica::onAlarm);
        assertEquals(List.of(first.size()), takeChunks().stream().map(Chunk::index).toList());
    }

    /** As they are when they are sent, which is what a connection carries. */
    private List<Chunk> takeChunks() {
        return take(env, Chunk.class).stream().map(JoinerTest::copy).toList();
    }

    private static <M> List<M> take(FakeEnv<Alarm> from, Class<M> type) {
        return from.takeSent().stream()
                .map(FakeEnv.Sent::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Chunk copy(Chunk chunk) {
        ByteBuffer bytes = ByteBuffer.allocate(chunk.bytes().remaining());
        bytes.put(chunk.bytes()).flip();
        return new Chunk(
                chunk.group(), chunk.view(), chunk.at(), chunk.index(), chunk.last(), bytes);
    }

    @Test
    void aJoinerIsNotWaitedFor() {
        servesAStranger();
        assertEquals(List.of(Fate.ANSWERED, Fate.ANSWERED), replies());
    }

    private Chunk lastChunk() {
        List<Chunk> all = env.sentTo(S3.node(), Chunk.class);
        return all.get(all.size() - 1);
    }

    private void taken(long view, Chunk last) {
        replica.onChunkTaken(
                S3.node(), new ChunkTaken("kv", view, S3, last.at(), last.index() + 1));
    }

    /** Its log ended at 2:7 when it joined, which this primary's log never had. */
    @Test
    void whoHadAnotherLogGetsWhatItLacksBehindItsCheckpoint() {
        servesAStranger();
        taken(3, lastChunk());
        Position at = lastChunk().at();
        long stampLost = lastStampTo(S3);
        env.takeSent();

        replica.onAcknowledge(
                S3.node(), new Acknowledge("kv", 3, S3, at.sequence(), true, stampLost));

        Entries again = env.sentTo(S3.node(), Entries.class).get(0);
        assertEquals(at, again.previous());
        assertEquals(replica.report().last(), again.last());
    }

    private static void enterAsJoiner(Replica joiner, long number, ReplicaId primary) {
        View view =
                new View(number, Style.PASSIVE, primary, List.of(primary), List.of(joiner.self()));
        joiner.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
    }

    @Test
    void aCheckpointOfAnOlderViewIsNotTaken() {
        servesAStranger();
        FakeEnv<Alarm> world = new FakeEnv<>();
        Replica joiner = newReplica(new SettingsBuilder().name("S3"), world);
        enterAsJoiner(joiner, 3, self);
        enterAsJoiner(joiner, 4, S2);
        env.sentTo(S3.node(), Chunk.class).forEach(chunk -> joiner.onChunk(self.node(), chunk));
        assertEquals(0, joiner.report().executed());
        assertEquals(List.of(), world.sentTo(S2.node(), ChunkTaken.class));
    }

    @Test
    void aCheckpointThatWasTakenOverInAnOlderViewDoesNotCount() {
        servesAStranger();
        View next = new View(4, Style.PASSIVE, self, List.of(self, S2), List.of(S3));
        enter(next, false);
        joined(S2, 4);
        enter(next, true);
        end(S3, 4, new Position(2, 7));
        replica.onAlarm(Alarm.BEAT);
        Chunk last = lastChunk();
        assertEquals(4, last.view());

        taken(3, last);
        assertEquals(List.of(), env.sentTo(MANAGER, CaughtUp.class));

        taken(4, last);
        assertFalse(env.sentTo(MANAGER, CaughtUp.class).isEmpty());
    }

    @Test
    void whoTookOverACheckpointExecutesNothingAgain() {
        // To the time of the entries below, so that it does not move on with them.
        env.pass(1_000);
        servesAStranger();
        FakeEnv<Alarm> world = new FakeEnv<>();
        Replica joiner = stranger(world);
        env.sentTo(S3.node(), Chunk.class).forEach(chunk -> joiner.onChunk(self.node(), chunk));
        assertEquals(2, joiner.report().executed());
        assertEquals(replica.report().digest(), joiner.report().digest());
        long digest = joiner.report().digest();

        // The first append again, under its old number, and then one that is new.
        joiner.onEntries(
                self.node(),
                new Entries("kv", 3, new Position(3, 2), 3, 9, List.of(operation(3, 3, 1, 0))));
        assertEquals(3, joiner.report().executed());
        assertEquals(digest, joiner.report().digest());
        joiner.onEntries(
                self.node(),
                new Entries("kv", 3, new Position(3, 3), 4, 10, List.of(operation(3, 4, 2, 0))));
        assertNotEquals(digest, joiner.report().digest());
    }

    @Test
    void aJoinerIsVouchedForOnlyWhenItHasWhatIsCommitted() {
        servesAStranger();
        assertEquals(List.of(), env.sentTo(MANAGER, CaughtUp.class));
        int chunks = env.sentTo(S3.node(), Chunk.class).size();
        replica.onChunkTaken(S3.node(), new ChunkTaken("kv", 3, S3, new Position(3, 2), chunks));
        assertFalse(env.sentTo(MANAGER, CaughtUp.class).isEmpty());
    }
}
