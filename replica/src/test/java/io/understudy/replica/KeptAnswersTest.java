package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica.Alarm;
import io.understudy.replica.application.Applications;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What may be kept of answers that clients have not acknowledged, and that clients who acknowledge
 * get on: here by a primary that is its only member.
 */
class KeptAnswersTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final NodeId CLIENT = NodeId.client("C1");

    /** What is there, and so what a compare-and-set that fails answers with. */
    private static final Bytes VALUE = Bytes.copyOf(new byte[1_000]);

    private static final long SECOND = 1_000_000;

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final Replica replica =
            new Replica(
                    new SettingsBuilder().sessions(sessions(3, 6)).build(),
                    env,
                    () -> Applications.named("kv"),
                    reason -> {});

    /**
     * @param ofOne so many answers fill a session
     * @param inAll so many fill all
     */
    private static SessionLimits sessions(int ofOne, int inAll) {
        int bytes = VALUE.length();
        return new SessionLimits(
                100, 1_000, ofOne * bytes, inAll * bytes, 3_600 * SECOND, 60 * SECOND);
    }

    @BeforeEach
    void serves() {
        replica.start();
        ReplicaId self = replica.self();
        View view = new View(1, Style.PASSIVE, self, List.of(self), List.of());
        replica.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
        long session = opened(1);
        request(session, 1, 1, new KvOperation.Put(Bytes.utf8("k"), VALUE));
        say(Batch.Kind.CLOSE_SESSION, session, 2, 2, new byte[0]);
    }

    private Optional<Reply> say(
            Batch.Kind kind, long session, long number, long answered, byte[] operation) {
        env.takeSent();
        replica.onRequest(CLIENT, new Request("kv", kind, session, number, answered, operation));
        replica.onAlarm(Alarm.TURN);
        return env.sentTo(CLIENT, Reply.class).stream().findFirst();
    }

    private long opened(long drawn) {
        Reply reply = say(Batch.Kind.OPEN_SESSION, drawn * 1_000, 0, 0, new byte[0]).orElseThrow();
        return ByteBuffer.wrap(reply.answer()).getLong();
    }

    private Fate request(long session, long number, long answered, KvOperation operation) {
        return say(Batch.Kind.OPERATION, session, number, answered, operation.encode())
                .orElseThrow()
                .fate();
    }

    /** Its answer is as long as what is there. */
    private Fate ask(long session, long number, long answered) {
        Bytes key = Bytes.utf8("k");
        return request(
                session,
                number,
                answered,
                new KvOperation.CompareAndSet(key, new Expected.Absent(), VALUE));
    }

    private void answered(long session, int first, int last, long answered) {
        for (int number = first; number <= last; number++) {
            assertEquals(Fate.ANSWERED, ask(session, number, answered), "number " + number);
        }
    }

    @Test
    void whoHasLeftAsMuchAsMayBeKeptIsToldSoUntilItAcknowledges() {
        long session = opened(2);
        answered(session, 1, 3, 1);
        assertEquals(Fate.BUSY, ask(session, 4, 1));
        assertEquals(Fate.BUSY, ask(session, 4, 1));
        assertEquals(Fate.ANSWERED, ask(session, 4, 2));
        assertEquals(Fate.BUSY, ask(session, 5, 2));
    }

    @Test
    void whatIsRefusedForThatIsNotExecuted() {
        long session = opened(2);
        answered(session, 1, 3, 1);
        KvOperation add = new KvOperation.Increment(Bytes.utf8("n"), 1);
        assertEquals(Fate.BUSY, request(session, 4, 1, add));
        assertEquals(Fate.BUSY, request(session, 4, 1, add));
        assertEquals(Fate.ANSWERED, request(session, 4, 4, add));
        assertEquals(Fate.ANSWERED, request(session, 5, 5, add));
        Reply last = say(Batch.Kind.OPERATION, session, 5, 5, add.encode()).orElseThrow();
        assertTrue(Bytes.copyOf(last.answer()).utf8().endsWith("2"));
    }

    @Test
    void anAnswerThatIsKeptIsGivenHoweverMuchIs() {
        long session = opened(2);
        answered(session, 1, 3, 1);
        assertEquals(Fate.BUSY, ask(session, 4, 1));
        assertEquals(Fate.ANSWERED, ask(session, 2, 1));
    }

    /** Else whoever lost it on the way could never acknowledge what came behind it. */
    @Test
    void theLowestThatAClientLacksIsExecutedHoweverMuchIsKept() {
        long session = opened(2);
        answered(session, 2, 4, 1);
        assertEquals(Fate.BUSY, ask(session, 5, 1));
        assertEquals(Fate.ANSWERED, ask(session, 1, 1));
        assertEquals(Fate.ANSWERED, ask(session, 5, 5));
    }

    @Test
    void amongAllOfThemNobodyGetsMoreThanThereIsRoomFor() {
        long one = opened(2);
        long other = opened(3);
        long third = opened(4);
        answered(one, 1, 3, 1);
        answered(other, 1, 3, 1);
        assertEquals(Fate.BUSY, ask(third, 1, 1));
        say(Batch.Kind.CLOSE_SESSION, one, 4, 4, new byte[0]);
        assertEquals(Fate.ANSWERED, ask(third, 1, 1));
    }

    /** Where every one of them has lost its lowest, one that goes on frees what the others need. */
    @Test
    void clientsThatHaveFilledAllWithWhatTheyCannotAcknowledgeGoOn() {
        long one = opened(2);
        long other = opened(3);
        answered(one, 2, 4, 1);
        answered(other, 2, 4, 1);
        for (long session : List.of(one, other)) {
            assertEquals(Fate.BUSY, ask(session, 5, 1));
            assertEquals(Fate.ANSWERED, ask(session, 1, 1));
        }
        assertEquals(Fate.ANSWERED, ask(one, 5, 5));
        assertEquals(Fate.ANSWERED, ask(other, 5, 5));
    }

    /**
     * The request has no room, because of others; what it says frees some for them all the same. If
     * it were refused before it is ordered, two clients could wait for each other's for ever.
     */
    @Test
    void whatARequestAcknowledgesIsFreedThoughItIsRefused() {
        long one = opened(2);
        long other = opened(3);
        answered(one, 1, 3, 1);
        answered(other, 2, 4, 1);
        answered(other, 1, 1, 1);

        assertEquals(Fate.BUSY, ask(one, 5, 2));

        assertEquals(Fate.FORGOTTEN, ask(one, 1, 1));
        assertEquals(Fate.ANSWERED, ask(one, 5, 4));
    }

    /** Its client has crashed, it may be; an hour would be long for all who wait for its room. */
    @Test
    void whoIsSilentWhileThereIsNoRoomIsForgottenSooner() {
        long silent = opened(2);
        long idle = opened(3);
        answered(silent, 1, 3, 1);
        answered(opened(4), 1, 3, 1);
        long other = opened(5);
        assertEquals(Fate.BUSY, ask(other, 1, 1));

        env.pass(61 * SECOND);

        assertEquals(Fate.ANSWERED, ask(other, 1, 1));
        assertEquals(Fate.NO_SESSION, ask(silent, 4, 4));
        // It keeps nobody's room.
        assertEquals(Fate.ANSWERED, ask(idle, 1, 1));
    }

    @Test
    void whoIsSilentWhileThereIsRoomIsNot() {
        long silent = opened(2);
        answered(silent, 1, 3, 1);
        env.pass(61 * SECOND);
        answered(opened(3), 1, 1, 1);
        assertEquals(Fate.ANSWERED, ask(silent, 3, 1));
    }
}
