package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Batch;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Entries;
import io.understudy.replica.Replica.Alarm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a backup does with the log: one test for each rule whose absence would lose something. */
class FollowerTest extends ReplicaFixture {

    @Test
    void entriesOfAnOlderViewAreNotTaken() {
        enter(view(3, S2, S3, self), true);
        enter(view(4, S2, S3, self), false);
        entries(S2, 3, Position.START, 0, batch(3, 1, 2));
        enter(view(5, S3, S2, self), false);
        entries(S2, 4, Position.START, 0, batch(4, 1, 2));
        assertEquals(Position.START, replica.report().last());
    }

    private Acknowledge lastAcknowledgement(ReplicaId to) {
        List<Acknowledge> all = env.sentTo(to.node(), Acknowledge.class);
        return all.get(all.size() - 1);
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
    void whoEntersAViewTellsItsPrimaryTheEndOfItsLogUnasked() {
        enter(view(3, S2, S3, self), true);
        entries(S2, 3, Position.START, 0, batch(3, 1, 4));
        enter(view(4, S3, self), false);
        assertEquals(
                List.of(new End("kv", 4, self, new Position(3, 4))),
                env.sentTo(S3.node(), End.class));
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
}
