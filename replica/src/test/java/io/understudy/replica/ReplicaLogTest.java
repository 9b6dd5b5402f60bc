package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Reads;
import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.AskEntries;
import io.understudy.protocol.ToReplica.Chunk;
import io.understudy.protocol.ToReplica.ChunkTaken;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.replica.Replica.Alarm;
import io.understudy.replica.application.Applications;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica does with the log: one test for each rule whose absence would lose something. */
class ReplicaLogTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final NodeId CLIENT = NodeId.client("C1");
    private static final ReplicaId S2 = new ReplicaId("S2", 2);
    private static final ReplicaId S3 = new ReplicaId("S3", 3);
    private static final long LEASE_MICROS = 300_000;
    private static final long SESSION = 7;

    /** Opens it, as the first entry of a log. */
    private static final long OPENING = SESSION - 1;

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private Replica replica;
    private ReplicaId self;

    @BeforeEach
    void started() {
        start(new SettingsBuilder());
    }

    private void start(SettingsBuilder settings) {
        replica = newReplica(settings, env);
        self = replica.self();
        replica.start();
    }

    private static Replica newReplica(SettingsBuilder settings, FakeEnv<Alarm> env) {
        return new Replica(settings.build(), env, () -> Applications.named("kv"), reason -> {});
    }

    private static View view(long number, ReplicaId primary, ReplicaId... others) {
        List<ReplicaId> members =
                Stream.concat(Stream.of(primary), List.of(others).stream()).toList();
        return new View(number, Style.PASSIVE, primary, members, List.of());
    }

    private void enter(View view, boolean activated, ReplicaId... ended) {
        replica.onEnterView(MANAGER, new EnterView("kv", view, activated, List.of(ended)));
    }

    private static byte[] append(String tail) {
        return new KvOperation.Append(Bytes.utf8("k"), Bytes.utf8(tail)).encode();
    }

    /** Entries of that view: the opening of a session, then an append for each further one. */
    private static Batch batch(long view, long first, int count) {
        Batch.Builder batch = Batch.builder(view, first, 1_000);
        for (long sequence = first; sequence < first + count; sequence++) {
            boolean opens = sequence == 1;
            batch.add(
                    opens ? Batch.Kind.OPEN_SESSION : Batch.Kind.OPERATION,
                    opens ? OPENING : SESSION,
                    sequence - 1,
                    0,
                    opens ? new byte[0] : append("v" + view + " s" + sequence));
        }
        return batch.build();
    }

    private static Batch operation(long view, long sequence, long number, long answered) {
        Batch.Builder batch = Batch.builder(view, sequence, 1_000);
        batch.add(Batch.Kind.OPERATION, SESSION, number, answered, append("n" + number));
        return batch.build();
    }

    private void entries(
            ReplicaId primary, long view, Position previous, long commit, Batch... batches) {
        entriesOfTheSameTurn(primary, view, previous, commit, batches);
        replica.onAlarm(Alarm.TURN);
    }

    private void entriesOfTheSameTurn(
            ReplicaId primary, long view, Position previous, long commit, Batch... batches) {
        replica.onEntries(
                primary.node(), new Entries("kv", view, previous, commit, 1, List.of(batches)));
    }

    private Acknowledge lastAcknowledgement(ReplicaId to) {
        List<Acknowledge> all = env.sentTo(to.node(), Acknowledge.class);
        return all.get(all.size() - 1);
    }

    private void acknowledge(ReplicaId from, long view, long sequence, long stamp) {
        replica.onAcknowledge(
                from.node(), new Acknowledge("kv", view, from, sequence, false, stamp));
    }

    private void end(ReplicaId from, long view, Position last) {
        replica.onEnd(from.node(), new End("kv", view, from, last));
    }

    /** It has joined, and its log is what the primary's is. */
    private void joined(ReplicaId from, long view) {
        end(from, view, replica.report().last());
        acknowledge(from, view, replica.report().last().sequence(), 0);
    }

    private List<Reconciled> reconciled() {
        return env.sentTo(MANAGER, Reconciled.class);
    }

    private List<Fate> replies() {
        return env.sentTo(CLIENT, Reply.class).stream().map(Reply::fate).toList();
    }

    private void request(Batch.Kind kind, long number, byte[] operation) {
        replica.onRequest(CLIENT, new Request("kv", kind, SESSION, number, 0, operation));
        replica.onAlarm(Alarm.TURN);
    }

    private void openSession() {
        replica.onRequest(
                CLIENT, new Request("kv", Batch.Kind.OPEN_SESSION, OPENING, 0, 0, new byte[0]));
        replica.onAlarm(Alarm.TURN);
    }

    private void read(long number) {
        request(Batch.Kind.OPERATION, number, new KvOperation.Get(Bytes.utf8("k")).encode());
    }

    private long lastStampTo(ReplicaId peer) {
        List<Entries> all = env.sentTo(peer.node(), Entries.class);
        return all.get(all.size() - 1).stamp();
    }

    private void leadsWith(long number, ReplicaId... others) {
        enter(view(number, self, others), false);
        for (ReplicaId other : others) {
            joined(other, number);
        }
        enter(view(number, self, others), true);
    }

    @Test
    void entriesOfAnOlderViewAreNotTaken() {
        enter(view(3, S2, S3, self), true);
        enter(view(4, S2, S3, self), false);
        entries(S2, 3, Position.START, 0, batch(3, 1, 2));
        enter(view(5, S3, S2, self), false);
        entries(S2, 4, Position.START, 0, batch(4, 1, 2));
        assertEquals(Position.START, replica.report().last());
    }

    @Test
    void whatDiffersFromThePrimarysLogIsCutOff() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 1, batch(3, 1, 4));
        enter(view(4, S3, S2, self), false);
        entries(S3, 4, new Position(3, 2), 1, batch(4, 3, 1));
        assertEquals(new Position(4, 3), replica.report().last());
        assertEquals(3, lastAcknowledgement(S3).sequence());
    }

    @Test
    void whatFollowsOnAGapIsNeitherStoredNorAcknowledged() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 2));
        entries(S2, 3, new Position(3, 4), 0, batch(3, 5, 2));
        assertEquals(new Position(3, 2), replica.report().last());
        assertEquals(2, lastAcknowledgement(S2).sequence());
        assertTrue(lastAcknowledgement(S2).gap());
    }

    @Test
    void whatArrivesInOneTurnIsAcknowledgedOnce() {
        enter(view(3, S2, S3, self), true);
        entriesOfTheSameTurn(S2, 3, Position.START, 0, batch(3, 1, 2));
        entriesOfTheSameTurn(S2, 3, new Position(3, 2), 0, batch(3, 3, 1));
        assertEquals(List.of(), env.sentTo(S2.node(), Acknowledge.class));
        replica.onAlarm(Alarm.TURN);
        replica.onAlarm(Alarm.TURN);
        assertEquals(1, env.sentTo(S2.node(), Acknowledge.class).size());
        assertEquals(3, lastAcknowledgement(S2).sequence());
    }

    @Test
    void aGapIsToldThoughWhatFollowsInTheSameTurnFits() {
        enter(view(3, S2, S3, self), true);
        entriesOfTheSameTurn(S2, 3, new Position(3, 4), 0, batch(3, 5, 2));
        entriesOfTheSameTurn(S2, 3, Position.START, 0, batch(3, 1, 2));
        replica.onAlarm(Alarm.TURN);
        assertEquals(
                List.of(true, false),
                env.sentTo(S2.node(), Acknowledge.class).stream().map(Acknowledge::gap).toList());
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

    private List<Long> commitsTold(ReplicaId peer) {
        return env.sentTo(peer.node(), Entries.class).stream().map(Entries::commit).toList();
    }

    @Test
    void onlyWhatThisViewsPrimaryHasConfirmedIsAcknowledgedAndCommitted() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, S3, S2, self), false);
        entries(S3, 4, new Position(3, 2), 4);
        assertEquals(2, lastAcknowledgement(S3).sequence());
        assertEquals(2, replica.report().committed());
    }

    @Test
    void onlyWhatIsCommittedIsExecuted() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 1, batch(3, 1, 4));
        assertEquals(1, replica.report().executed());
        entries(S2, 3, new Position(3, 4), 4);
        assertEquals(4, replica.report().executed());
    }

    @Test
    void whoHasToldTheEndOfItsLogTakesNothingOfOlderViewsAnyMore() {
        enter(view(3, S2, S3, self), true);
        replica.onAskEnd(S3.node(), new AskEnd("kv", view(4, S3, S2, self)));
        assertEquals(1, env.sentTo(S3.node(), End.class).size());
        entries(S2, 3, Position.START, 0, batch(3, 1, 2));
        assertEquals(Position.START, replica.report().last());
    }

    @Test
    void whoIsLeftOutGivesUpItsState() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 4, batch(3, 1, 4));
        enter(view(4, S2, S3), true);
        assertEquals(Position.START, replica.report().last());
        assertEquals(0, replica.report().executed());
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

    /** A joiner that is being sent a checkpoint has not got what came behind it. */
    @Test
    void whatIsStillToBeSentCannotBeAcknowledged() {
        servesAStranger();
        acknowledge(S3, 3, 3, 1);
        assertEquals(List.of(), env.sentTo(MANAGER, CaughtUp.class));
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
    void whoEntersAViewTellsItsPrimaryTheEndOfItsLogUnasked() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, S3, self), false);
        assertEquals(
                List.of(new End("kv", 4, self, new Position(3, 4))),
                env.sentTo(S3.node(), End.class));
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

    /** Executes what follows the opening of a session, and tells what it led to. */
    private long digestAfter(Batch... batches) {
        ReplicaId other = new ReplicaId("S2", 2);
        FakeEnv<Alarm> world = new FakeEnv<>();
        Replica fresh = newReplica(new SettingsBuilder(), world);
        fresh.onEnterView(
                MANAGER, new EnterView("kv", view(3, other, fresh.self()), true, List.of()));
        Position previous = Position.START;
        for (Batch batch : batches) {
            fresh.onEntries(
                    other.node(), new Entries("kv", 3, previous, batch.last(), 1, List.of(batch)));
            previous = new Position(batch.view(), batch.last());
        }
        assertEquals(previous.sequence(), fresh.report().executed());
        return fresh.report().digest();
    }

    @Test
    void aRequestThatStandsInTheLogTwiceIsExecutedOnce() {
        long once = digestAfter(batch(3, 1, 1), operation(3, 2, 1, 0));
        long twice = digestAfter(batch(3, 1, 1), operation(3, 2, 1, 0), operation(3, 3, 1, 0));
        assertEquals(once, twice);
    }

    @Test
    void aRequestWhoseAnswerWasForgottenIsNotExecuted() {
        Batch[] known = {batch(3, 1, 1), operation(3, 2, 1, 0), operation(3, 3, 2, 2)};
        long before = digestAfter(known);
        assertEquals(before, digestAfter(known[0], known[1], known[2], operation(3, 4, 1, 0)));
    }

    @Test
    void aRequestOfASessionThatIsNotOpenIsNotExecuted() {
        Batch.Builder opening = Batch.builder(3, 1, 1_000);
        opening.add(Batch.Kind.OPEN_SESSION, SESSION + 1, 0, 0, new byte[0]);
        Batch other = opening.build();
        assertEquals(digestAfter(other), digestAfter(other, operation(3, 2, 1, 0)));
    }

    /** It leads a view with a joiner that can only be helped by a checkpoint. */
    private void servesAStranger() {
        View view = new View(3, Style.PASSIVE, self, List.of(self, S2), List.of(S3));
        enter(view, false);
        joined(S2, 3);
        enter(view, true);
        openSession();
        acknowledge(S2, 3, 1, 1);
        request(Batch.Kind.OPERATION, 1, append("x"));
        acknowledge(S2, 3, 2, 2);
        request(Batch.Kind.OPERATION, 2, append("y"));
        end(S3, 3, new Position(2, 7));
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
    void aJoinerIsNotWaitedFor() {
        servesAStranger();
        assertEquals(List.of(Fate.ANSWERED, Fate.ANSWERED), replies());
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

    private static void enterAsJoiner(Replica joiner, long number, ReplicaId primary) {
        View view =
                new View(number, Style.PASSIVE, primary, List.of(primary), List.of(joiner.self()));
        joiner.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
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

    private Chunk lastChunk() {
        List<Chunk> all = env.sentTo(S3.node(), Chunk.class);
        return all.get(all.size() - 1);
    }

    private void taken(long view, Chunk last) {
        replica.onChunkTaken(
                S3.node(), new ChunkTaken("kv", view, S3, last.at(), last.index() + 1));
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
