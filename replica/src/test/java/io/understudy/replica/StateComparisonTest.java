package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.StateDeviation;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.StateDigest;
import io.understudy.protocol.View;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica.Alarm;
import io.understudy.replica.application.Applications;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas that must have come to the same state find out if they have not. */
class StateComparisonTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final ReplicaId S2 = new ReplicaId("S2", 2);
    private static final ReplicaId S3 = new ReplicaId("S3", 3);

    private static final long SESSION = 7;

    /** Opens it, as the first entry of a log. */
    private static final long OPENING = SESSION - 1;

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final Replica replica = replica();
    private final ReplicaId self = replica.self();

    private Replica replica() {
        return new Replica(
                new SettingsBuilder().build(), env, () -> Applications.named("kv"), reason -> {});
    }

    @BeforeEach
    void start() {
        replica.start();
    }

    private void enter(ReplicaId primary) {
        View view = new View(3, Style.PASSIVE, primary, List.of(self, S2, S3), List.of());
        replica.onEnterView(MANAGER, new EnterView("kv", view, false, List.of()));
        if (primary.equals(self)) {
            for (ReplicaId other : List.of(S2, S3)) {
                replica.onEnd(other.node(), new End("kv", 3, other, Position.START));
                replica.onAcknowledge(other.node(), new Acknowledge("kv", 3, other, 0, false, 0));
            }
        }
        replica.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
    }

    /** The opening of a session, then appends to one key. */
    private void entries(long first, int count, long commit) {
        Batch.Builder batch = Batch.builder(3, first, 1_000);
        for (long sequence = first; sequence < first + count; sequence++) {
            boolean opens = sequence == 1;
            byte[] append = new KvOperation.Append(Bytes.utf8("k"), Bytes.utf8("x")).encode();
            batch.add(
                    opens ? Batch.Kind.OPEN_SESSION : Batch.Kind.OPERATION,
                    opens ? OPENING : SESSION,
                    sequence - 1,
                    0,
                    opens ? new byte[0] : append);
        }
        Position previous = first == 1 ? Position.START : new Position(3, first - 1);
        replica.onEntries(
                S2.node(), new Entries("kv", 3, previous, commit, 1, List.of(batch.build())));
    }

    private void claim(ReplicaId from, long sequence, long digest) {
        replica.onStateDigest(from.node(), new StateDigest("kv", 3, sequence, digest));
    }

    @Test
    void whoHasComeToThePrimarysStateGoesOn() {
        enter(S2);
        entries(1, 3, 3);
        claim(S2, 3, replica.report().digest());
        entries(4, 1, 4);
        assertEquals(4, replica.report().executed());
    }

    @Test
    void whoHasNotStops() {
        enter(S2);
        entries(1, 3, 3);
        long digest = replica.report().digest();
        StateDeviation stopped = assertThrows(StateDeviation.class, () -> claim(S2, 3, digest + 1));
        assertEquals(
                String.format(
                        "ST2: state at=3 digest=%016x primary=%s has digest=%016x",
                        digest, S2, digest + 1),
                stopped.getMessage());
    }

    /** A primary is ahead of its backups, and often by a part of a batch. */
    @Test
    void whatThePrimaryHasComeToIsComparedOnceAsMuchIsExecutedAndNotLater() {
        enter(S2);
        entries(1, 3, 2);
        claim(S2, 3, 1);
        assertEquals(2, replica.report().executed());
        assertThrows(StateDeviation.class, () -> entries(4, 3, 6));
        assertEquals(3, replica.report().executed());
    }

    @Test
    void aClaimThatWaitsIsNotReplacedByOneThatIsStillFartherAhead() {
        enter(S2);
        entries(1, 2, 2);
        claim(S2, 3, 1);
        claim(S2, 6, 1);
        assertThrows(StateDeviation.class, () -> entries(3, 1, 3));
    }

    @Test
    void whatIsBehindCannotBeCompared() {
        enter(S2);
        entries(1, 3, 3);
        claim(S2, 2, 1);
        assertEquals(3, replica.report().executed());
    }

    @Test
    void onlyThePrimaryIsBelieved() {
        enter(S2);
        entries(1, 3, 3);
        claim(S3, 3, 1);
        assertEquals(3, replica.report().executed());
    }

    @Test
    void whoIsAnsweredWhatIsAPartOfTheState() {
        enter(S2);
        entries(1, 3, 3);
        long one = replica.report().digest();
        Batch.Builder opening = Batch.builder(3, 4, 1_000);
        opening.add(Batch.Kind.OPEN_SESSION, 8, 0, 0, new byte[0]);
        replica.onEntries(
                S2.node(),
                new Entries("kv", 3, new Position(3, 3), 4, 1, List.of(opening.build())));
        assertEquals(4, replica.report().executed());
        assertNotEquals(one, replica.report().digest());
    }

    @Test
    void aPrimarySaysNowAndThenWhatItHasComeTo() {
        enter(self);
        for (int beat = 0; beat < 2 * StateClaims.BEATS; beat++) {
            replica.onAlarm(Alarm.BEAT);
        }
        StateDigest claim = new StateDigest("kv", 3, 0, replica.report().digest());
        assertEquals(List.of(claim, claim), env.sentTo(S2.node(), StateDigest.class));
        assertEquals(List.of(claim, claim), env.sentTo(S3.node(), StateDigest.class));
    }
}
