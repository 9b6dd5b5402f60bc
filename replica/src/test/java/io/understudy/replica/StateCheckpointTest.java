package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Sessions.Known;
import io.understudy.replica.application.Applications;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.DamagedCheckpoint;
import io.understudy.replica.application.Restoration;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a checkpoint writes is the state in which it was taken, sessions and answers included. */
class StateCheckpointTest {

    private static final int SESSIONS = 20;
    private static final int ANSWERS = 30;

    /** Of each answer: enough to be cut in many places. */
    private static final int ANSWER_BYTES = 300;

    private static final byte[] NOTHING = {};

    private final ReplicatedState state = state();
    private final Log log = new Log();
    private final Clients clients = new Clients(new FakeEnv<Replica.Alarm>(), Limits.STANDARD);
    private final long[] sessions = new long[SESSIONS];
    private Bytes value = Bytes.copyOf(new byte[ANSWER_BYTES]);
    private long number = 1;

    private static ReplicatedState state() {
        return new ReplicatedState(Applications.named("kv"), SessionLimits.STANDARD);
    }

    private void execute(Batch.Kind kind, long session, long number, long answered, byte[] what) {
        Batch.Builder batch = Batch.builder(1, log.last().sequence() + 1, 1_000 + number);
        batch.add(kind, session, number, answered, what);
        log.append(batch.build());
        log.commit(log.last().sequence());
        state.executeThrough(log, clients);
    }

    private void open(int client, long drawn) {
        execute(Batch.Kind.OPEN_SESSION, drawn, 0, 0, NOTHING);
        sessions[client] = drawn + log.last().sequence();
    }

    /**
     * One request of every client, each of which has all answers but for the last few: a
     * compare-and-set that fails, and answers with what is there.
     */
    private void round() {
        KvOperation.CompareAndSet fails =
                new KvOperation.CompareAndSet(Bytes.utf8("k"), new Expected.Absent(), value);
        for (long session : sessions) {
            long answered = Math.max(0, number - ANSWERS);
            execute(Batch.Kind.OPERATION, session, number, answered, fails.encode());
        }
        number++;
    }

    private void filled() {
        for (int client = 0; client < SESSIONS; client++) {
            open(client, 1_000_000L * (client - SESSIONS / 2));
        }
        for (int i = 0; i < ANSWERS; i++) {
            round();
        }
    }

    private static byte[] piece(Checkpoint checkpoint, int bytes) {
        ByteBuffer piece = ByteBuffer.allocate(bytes);
        checkpoint.writeTo(piece);
        return Arrays.copyOf(piece.array(), piece.position());
    }

    private static byte[] all(Checkpoint checkpoint) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!checkpoint.finished()) {
            all.writeBytes(piece(checkpoint, 1_000));
        }
        return all.toByteArray();
    }

    private static void restore(ReplicatedState into, byte[] written, int pieceBytes) {
        Restoration restoration = into.restore();
        for (int at = 0; at < written.length; at += pieceBytes) {
            int count = Math.min(pieceBytes, written.length - at);
            restoration.feed(ByteBuffer.wrap(written, at, count));
        }
        restoration.finish();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 4_096, 1 << 20})
    void whateverIsExecutedMeanwhileItHoldsWhatItWasTakenOf(int pieceBytes) {
        filled();
        Checkpoint checkpoint = state.checkpoint();
        long executed = state.executed();
        long digest = state.digest();

        SplittableRandom random = new SplittableRandom(pieceBytes);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        while (!checkpoint.finished()) {
            written.writeBytes(piece(checkpoint, pieceBytes));
            if (random.nextInt(Math.max(1, 30_000 / pieceBytes)) == 0) {
                int client = random.nextInt(SESSIONS);
                execute(Batch.Kind.CLOSE_SESSION, sessions[client], number, number, NOTHING);
                round();
                open(client, random.nextLong());
            }
        }

        ReplicatedState other = state();
        restore(other, written.toByteArray(), pieceBytes);
        assertNotEquals(digest, state.digest());
        assertEquals(digest, other.digest());
        assertEquals(executed, other.executed());
    }

    @Test
    void eachOfSeveralHoldsWhatItWasTakenOf() {
        filled();
        Checkpoint first = state.checkpoint();
        long firstDigest = state.digest();
        round();
        Checkpoint second = state.checkpoint();
        long secondDigest = state.digest();
        round();

        ReplicatedState other = state();
        restore(other, all(second), 100);
        assertEquals(secondDigest, other.digest());
        restore(other, all(first), 100);
        assertEquals(firstDigest, other.digest());
    }

    @Test
    void whatWasAnsweredBeforeIsAnsweredBehindIt() {
        filled();
        ReplicatedState other = state();
        restore(other, all(state.checkpoint()), 100);

        Request again =
                new Request(
                        "kv", Batch.Kind.OPERATION, sessions[3], number - 1, number - 1, NOTHING);
        Known known = other.known(again).orElseThrow();
        assertEquals(Fate.ANSWERED, known.fate());
        assertEquals(state.known(again).orElseThrow().answer().length, known.answer().length);
        long opening = -7_000_000;
        Request reopening = new Request("kv", Batch.Kind.OPEN_SESSION, opening, 0, 0, NOTHING);
        assertEquals(Fate.ANSWERED, other.known(reopening).orElseThrow().fate());
    }

    /** Other requests wait meanwhile, however much is kept: here six megabytes. */
    @Test
    void noneOfItsStepsCostsMoreThanAPieceOfIt() {
        value = Bytes.copyOf(new byte[10_000]);
        filled();
        int pieceBytes = 1_000;
        long allowed = 200_000;
        Checkpoint[] checkpoint = new Checkpoint[1];
        Restoration restoration = state().restore();
        assertCosts(allowed, () -> checkpoint[0] = state.checkpoint());
        while (!checkpoint[0].finished()) {
            byte[][] piece = new byte[1][];
            assertCosts(allowed, () -> piece[0] = piece(checkpoint[0], pieceBytes));
            assertCosts(allowed, () -> restoration.feed(ByteBuffer.wrap(piece[0])));
        }
        assertCosts(allowed, restoration::finish);
    }

    /** Memory, since time is not the same on any two days. */
    private static void assertCosts(long bytesMax, Runnable step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        step.run();
        long cost = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost <= bytesMax, () -> "it took " + cost + " bytes");
    }

    @Test
    void whatIsCutOffIsNotTakenOver() {
        filled();
        byte[] written = all(state.checkpoint());
        ReplicatedState other = state();
        long before = other.digest();
        for (int length = 0; length < written.length; length += 997) {
            byte[] cut = Arrays.copyOf(written, length);
            assertThrows(DamagedCheckpoint.class, () -> restore(other, cut, 4_096));
        }
        assertEquals(before, other.digest());
    }

    @Test
    void noByteOfItCanBeAnother() {
        filled();
        byte[] written = all(state.checkpoint());
        ReplicatedState other = state();
        long digest = other.digest();
        // Behind the head, which says for which place it stands and so what must follow.
        for (int at = StateCheckpoint.HEAD_BYTES; at < written.length; at += 331) {
            byte[] damaged = written.clone();
            damaged[at] ^= 0x10;
            assertThrows(DamagedCheckpoint.class, () -> restore(other, damaged, 4_096));
        }
        assertEquals(digest, other.digest());
    }

    private static void assertRefused(ByteBuffer written) {
        Restoration restoration = state().restore();
        restoration.feed(ByteBuffer.allocate(StateCheckpoint.HEAD_BYTES));
        assertThrows(DamagedCheckpoint.class, () -> restoration.feed(written.flip()));
    }

    @Test
    void anAnswerOfNoSessionIsRefused() {
        assertRefused(ByteBuffer.allocate(100).put(StateCheckpoint.ANSWER).putLong(1).putInt(0));
    }

    @Test
    void aSessionThatStandsThereTwiceIsRefused() {
        ByteBuffer twice = ByteBuffer.allocate(100);
        for (long opening = 1; opening <= 2; opening++) {
            twice.put(StateCheckpoint.SESSION).putLong(7).putLong(opening).putLong(0).putLong(0);
        }
        assertRefused(twice);
    }
}
