package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Reads;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica.Alarm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a primary does with the log: one test for each rule whose absence would lose something. */
class PrimaryTest extends ReplicaFixture {

    private void leadsWith(long number, ReplicaId... others) {
        enter(view(number, self, others), false);
        for (ReplicaId other : others) {
            joined(other, number);
        }
        enter(view(number, self, others), true);
    }

    private List<Long> commitsTold(ReplicaId peer) {
        return env.sentTo(peer.node(), Entries.class).stream().map(Entries::commit).toList();
    }

    @Test
    void aCommitIsToldAtOnceOnlyWhereNoBatchWillTellItSoon() {
        leadsWith(3, S2);
        openSession();
        acknowledge(S2, 3, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x"));
        request(Batch.Kind.OPERATION, 2, append("y"));
        int told = commitsTold(S2).size();
        acknowledge(S2, 3, 2, 1);
        replica.onAlarm(Alarm.TURN);
        assertEquals(told, commitsTold(S2).size());
        acknowledge(S2, 3, 3, 1);
        replica.onAlarm(Alarm.TURN);
        assertEquals(List.of(3L), commitsTold(S2).stream().skip(told).toList());
    }

    @Test
    void aRequestIsAnsweredOnlyWhenEveryMemberHasIt() {
        leadsWith(3, S2, S3);
        openSession();
        assertEquals(List.of(), replies());
        acknowledge(S3, 3, 1, 1);
        assertEquals(List.of(), replies());
        acknowledge(S2, 3, 1, 1);
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void theOtherWayRoundItIsTheSame() {
        leadsWith(3, S2, S3);
        openSession();
        acknowledge(S2, 3, 1, 1);
        assertEquals(List.of(), replies());
        acknowledge(S3, 3, 1, 1);
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void whoAsksForMoreThanThereIsRoomForIsToldSoUntilThereIs() {
        start(new SettingsBuilder().waitingBytes(append("x").length));
        leadsWith(3, S2);
        openSession();
        acknowledge(S2, 3, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x"));
        request(Batch.Kind.OPERATION, 2, append("y"));
        assertEquals(List.of(Fate.ANSWERED, Fate.BUSY), replies());
        acknowledge(S2, 3, 2, 1);
        request(Batch.Kind.OPERATION, 2, append("y"));
        acknowledge(S2, 3, 3, 1);
        assertEquals(List.of(Fate.ANSWERED, Fate.BUSY, Fate.ANSWERED, Fate.ANSWERED), replies());
    }

    private List<Reconciled> reconciled() {
        return env.sentTo(MANAGER, Reconciled.class);
    }

    @Test
    void anAcknowledgementOfAnOlderViewDoesNotCount() {
        leadsWith(3, S2);
        openSession();
        enter(view(4, self, S2), false);
        end(S2, 4, Position.START);
        env.takeSent();
        acknowledge(S2, 3, 1, 1);
        assertEquals(List.of(), reconciled());
        acknowledge(S2, 4, 1, 1);
        assertEquals(1, reconciled().size());
    }

    /** Whoever says so is wrong, and not this primary: it must not be the one that stops. */
    @Test
    void anAcknowledgementOfWhatWasNotSentIsRefusedAndHurtsNobody() {
        leadsWith(3, S2, S3);
        openSession();
        acknowledge(S3, 3, 1, 1);
        acknowledge(S2, 3, 2, 1);
        acknowledge(S2, 3, Long.MAX_VALUE, 1);
        assertEquals(List.of(), replies());
        assertEquals(0, replica.report().committed());

        acknowledge(S2, 3, 1, 1);
        assertEquals(List.of(Fate.ANSWERED), replies());
        request(Batch.Kind.OPERATION, 1, append("x"));
        acknowledge(S3, 3, 2, 1);
        assertEquals(1, replica.report().committed());
        acknowledge(S2, 3, 2, 1);
        assertEquals(2, replica.report().committed());
    }

    private void read(long number) {
        request(Batch.Kind.OPERATION, number, new KvOperation.Get(Bytes.utf8("k")).encode());
    }

    /** Else it would be a lease for ever, and a round that never was. */
    @Test
    void anAcknowledgementOfAMessageThatWasNeverSentIsRefused() {
        leadsWith(3, S2);
        env.pass(LEASE_MICROS);
        read(1);
        acknowledge(S2, 3, 0, lastStampTo(S2) + 1);
        assertEquals(List.of(), replies());
        acknowledge(S2, 3, 0, lastStampTo(S2));
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void whoAcknowledgesWhatWasNotSentIsToldOfOnce() {
        leadsWith(3, S2, S3);
        long before = env.story().size();
        acknowledge(S2, 3, 7, 1);
        acknowledge(S2, 3, 8, 1);
        assertEquals(
                List.of(
                        "refused acknowledgement from="
                                + S2
                                + " sequence=7 stamp=1: sent=0 stamp=2"),
                env.story().stream().skip(before).toList());
    }

    @Test
    void anEndOfAnOlderViewDoesNotCount() {
        leadsWith(3, S2);
        openSession();
        enter(view(4, self, S2), false);
        env.takeSent();
        end(S2, 3, Position.START);
        assertEquals(List.of(), env.sentTo(S2.node(), Entries.class));
        end(S2, 4, Position.START);
        assertEquals(1, env.sentTo(S2.node(), Entries.class).size());
    }

    @Test
    void whoseLogEndsAsThePrimarysNeedNotBeFilledToBeReconciled() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, self, S3), false, S2);
        end(S3, 4, new Position(3, 4));
        assertEquals(1, reconciled().size());
    }

    @Test
    void whoseLogEndsSoonerHasToAcknowledgeTheRest() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, self, S3), false, S2);
        end(S3, 4, new Position(3, 3));
        assertEquals(List.of(), reconciled());
        acknowledge(S3, 4, 4, 1);
        assertEquals(1, reconciled().size());
    }

    @Test
    void whoseLogEndsOtherwiseHasToAcknowledgeAllOfIt() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, self, S3), false, S2);
        end(S3, 4, new Position(2, 4));
        assertEquals(List.of(), reconciled());
    }

    @Test
    void aNewPrimaryTakesTheLongestLogWhoeverHasIt() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 2));
        enter(view(4, self, S3), false, S2);
        end(S3, 4, new Position(3, 4));
        acknowledge(S3, 4, 2, 1);
        assertTrue(
                env.sentTo(S3.node(), AskEntries.class)
                        .contains(new AskEntries("kv", 4, self, new Position(3, 2))));
        assertEquals(List.of(), reconciled());
        entries(S3, 4, new Position(3, 2), 0, batch(3, 3, 2));
        acknowledge(S3, 4, 4, 2);
        assertEquals(new Position(3, 4), replica.report().last());
        assertEquals(1, reconciled().size());
    }

    @Test
    void theActivationOfAnOlderViewIsNotThatOfTheNewestOne() {
        enter(view(4, self, S2), false);
        enter(view(5, self, S2), false);
        joined(S2, 5);
        enter(view(4, self, S2), true);
        assertTrue(replica.report().leads().isEmpty());
    }

    @Test
    void nothingIsOrderedOrCommittedBeforeTheViewIsActivated() {
        leadsWith(3, S2);
        openSession();
        enter(view(4, self, S2), false);
        end(S2, 4, Position.START);
        acknowledge(S2, 4, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x"));
        assertEquals(0, replica.report().committed());
        assertEquals(new Position(3, 1), replica.report().last());
        enter(view(4, self, S2), true);
        assertEquals(1, replica.report().committed());
    }

    @Test
    void nothingIsReadBeforeTheReconciledLogIsExecuted() {
        enter(view(3, self, S2), false);
        joined(S2, 3);
        acknowledge(S2, 3, 0, 1);
        read(1);
        acknowledge(S2, 3, 0, lastStampTo(S2));
        assertEquals(List.of(), replies());
        enter(view(3, self, S2), true);
        replica.onAlarm(Alarm.TURN);
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void aLeaseCountsFromWhenItWasAskedFor() {
        leadsWith(3, S2);
        replica.onAlarm(Alarm.BEAT);
        long stamp = lastStampTo(S2);
        env.pass(LEASE_MICROS);
        acknowledge(S2, 3, 0, stamp);
        read(1);
        assertEquals(List.of(), replies());
    }

    @Test
    void aLeaseIsLookedAtWhenItIsUsed() {
        leadsWith(3, S2);
        replica.onAlarm(Alarm.BEAT);
        acknowledge(S2, 3, 0, lastStampTo(S2));
        read(1);
        assertEquals(1, replies().size());
        env.pass(LEASE_MICROS);
        read(2);
        assertEquals(1, replies().size());
    }

    @Test
    void aLeaseOfEveryMemberIsNeeded() {
        leadsWith(3, S2, S3);
        env.pass(LEASE_MICROS);
        replica.onAlarm(Alarm.BEAT);
        acknowledge(S2, 3, 0, lastStampTo(S2));
        read(1);
        assertEquals(List.of(), replies());
        acknowledge(S3, 3, 0, lastStampTo(S3));
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void aReadIsConfirmedByARoundThatBeganAfterIt() {
        start(new SettingsBuilder().reads(Reads.CONFIRM));
        leadsWith(3, S2);
        env.pass(1_000);
        replica.onAlarm(Alarm.BEAT);
        long before = lastStampTo(S2);
        read(1);
        acknowledge(S2, 3, 0, before);
        assertEquals(List.of(), replies());
        long after = lastStampTo(S2);
        assertNotEquals(before, after);
        acknowledge(S2, 3, 0, after);
        assertEquals(List.of(Fate.ANSWERED), replies());
    }

    @Test
    void aNewPrimaryWaitsForTheLeaseItGave() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0);
        enter(view(4, self, S3), false);
        joined(S3, 4);
        env.runFor(LEASE_MICROS - 1, replica::onAlarm);
        assertEquals(List.of(), reconciled());
        env.runFor(1, replica::onAlarm);
        assertFalse(reconciled().isEmpty());
    }

    @Test
    void itDoesNotWaitForWhoIsCertainlyDead() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0);
        enter(view(4, self, S3), false, S2);
        joined(S3, 4);
        assertEquals(1, reconciled().size());
    }

    @Test
    void aNewPrimaryWaitsForLeasesOfAnyEarlierView() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0);
        enter(view(4, S3, self), true);
        entries(S3, 4, Position.START, 0);
        enter(view(5, self, S3), false);
        joined(S3, 5);
        assertEquals(List.of(), reconciled());
        env.runFor(LEASE_MICROS, replica::onAlarm);
        assertFalse(reconciled().isEmpty());
    }

    @Test
    void aLeaseOutlivesBeingLeftOut() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0);
        enter(view(4, S3), true);
        self = replica.self();
        enter(view(5, self, S3), false);
        joined(S3, 5);
        assertEquals(List.of(), reconciled());
    }
}
