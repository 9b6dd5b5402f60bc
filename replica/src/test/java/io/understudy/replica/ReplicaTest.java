package io.understudy.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Position;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToManager.CaughtUp;
import io.understudy.protocol.ToManager.MemberSilent;
import io.understudy.protocol.ToManager.Present;
import io.understudy.protocol.ToManager.Reconciled;
import io.understudy.protocol.ToReplica.Acknowledge;
import io.understudy.protocol.ToReplica.AskEnd;
import io.understudy.protocol.ToReplica.End;
import io.understudy.protocol.ToReplica.EnterView;
import io.understudy.protocol.ToReplica.Heartbeat;
import io.understudy.protocol.ToReplica.Refused;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import io.understudy.replica.Replica.Alarm;
import io.understudy.replica.application.Applications;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replica does in views. */
class ReplicaTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final NodeId DETECTOR = NodeId.localDetector("M1");
    private static final ReplicaId S2 = new ReplicaId("S2", 2);
    private static final ReplicaId S3 = new ReplicaId("S3", 3);

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final List<String> endings = new ArrayList<>();
    private final Replica replica =
            new Replica(
                    new SettingsBuilder().build(),
                    env,
                    () -> Applications.named("kv"),
                    endings::add);
    private final ReplicaId self = replica.self();

    @BeforeEach
    void started() {
        replica.start();
    }

    private void enter(long number, ReplicaId primary, List<ReplicaId> members, boolean activated) {
        View view = new View(number, Style.PASSIVE, primary, members, List.of());
        replica.onEnterView(MANAGER, new EnterView("kv", view, activated, List.of()));
    }

    private void end(ReplicaId from, long view) {
        replica.onEnd(from.node(), new End("kv", view, from, Position.START));
        replica.onAcknowledge(from.node(), new Acknowledge("kv", view, from, 0, false, 0));
    }

    private List<Reconciled> reconciled() {
        return env.sentTo(MANAGER, Reconciled.class);
    }

    @Test
    void itRegistersUntilItsDetectorSpeaks() {
        assertEquals(
                List.of(new Register("kv", self, 4711, 99)), env.sentTo(DETECTOR, Register.class));
        env.runFor(50_000, replica::onAlarm);
        assertEquals(2, env.sentTo(DETECTOR, Register.class).size());
        replica.onHeartbeat(DETECTOR, new Heartbeat(1));
        env.takeSent();
        env.runFor(300_000, replica::onAlarm);
        assertEquals(List.of(), env.sentTo(DETECTOR, Register.class));
        env.runFor(50_000, replica::onAlarm);
        assertEquals(1, env.sentTo(DETECTOR, Register.class).size());
    }

    @Test
    void itRegistersAtOnceWithADetectorThatIsBack() {
        replica.onHeartbeat(DETECTOR, new Heartbeat(1));
        env.takeSent();
        replica.onReached(MANAGER);
        assertEquals(List.of(), env.sentTo(DETECTOR, Register.class));
        replica.onReached(DETECTOR);
        assertEquals(
                List.of(new Register("kv", self, 4711, 99)), env.sentTo(DETECTOR, Register.class));
    }

    @Test
    void aHeartbeatIsAnsweredWithTheProgressOfItsOwnLoop() {
        replica.onHeartbeat(DETECTOR, new Heartbeat(8));
        replica.onHeartbeat(DETECTOR, new Heartbeat(9));
        List<HeartbeatAnswer> answers = env.sentTo(DETECTOR, HeartbeatAnswer.class);
        assertEquals(List.of(8L, 9L), answers.stream().map(HeartbeatAnswer::count).toList());
        assertTrue(answers.get(1).progress() > answers.get(0).progress());
    }

    @Test
    void itTellsItsDetectorWhenItHearsNoManager() {
        env.runFor(400_000, replica::onAlarm);
        replica.onHeartbeat(DETECTOR, new Heartbeat(1));
        assertFalse(env.sentTo(DETECTOR, HeartbeatAnswer.class).get(0).hearsManager());
        enter(1, self, List.of(self), false);
        replica.onHeartbeat(DETECTOR, new Heartbeat(2));
        assertTrue(env.sentTo(DETECTOR, HeartbeatAnswer.class).get(1).hearsManager());
    }

    @Test
    void itShowsItselfAtEveryBeatUntilItsViewIsActivated() {
        enter(4, S2, List.of(S2, self), false);
        env.takeSent();
        env.runFor(150_000, replica::onAlarm);
        Present four = new Present("kv", self, 4, 4, 0, 0);
        assertEquals(List.of(four, four, four), env.sentTo(MANAGER, Present.class));
    }

    @Test
    void itShowsItselfAtEverySecondBeatInAnActivatedView() {
        enter(4, S2, List.of(S2, self), true);
        env.takeSent();
        env.runFor(250_000, replica::onAlarm);
        Present four = new Present("kv", self, 4, 4, 0, 0);
        assertEquals(List.of(four, four, four), env.sentTo(MANAGER, Present.class));
    }

    @Test
    void itShowsItselfAtTheNextBeatAfterItHeardOfAView() {
        enter(4, S2, List.of(S2, self), true);
        env.runFor(50_000, replica::onAlarm);
        env.takeSent();
        enter(5, S2, List.of(S2, self), true);
        env.runFor(50_000, replica::onAlarm);
        assertEquals(
                List.of(new Present("kv", self, 5, 5, 0, 0)), env.sentTo(MANAGER, Present.class));
    }

    @Test
    void itShowsItselfAtOnceToAManagerThatIsBack() {
        env.takeSent();
        replica.onReached(MANAGER);
        assertEquals(
                List.of(new Present("kv", self, 0, 0, 0, 0)), env.sentTo(MANAGER, Present.class));
    }

    @Test
    void aViewIsBelievedOfAManagerAlone() {
        View view = new View(9, Style.PASSIVE, self, List.of(self), List.of());
        replica.onEnterView(NodeId.client("C1"), new EnterView("kv", view, true, List.of()));
        replica.onEnterView(S2.node(), new EnterView("kv", view, true, List.of()));
        assertTrue(replica.report().leads().isEmpty());
    }

    @Test
    void aLonePrimaryReconcilesAtOnce() {
        enter(1, self, List.of(self), false);
        assertEquals(List.of(new Reconciled("kv", 1, self)), reconciled());
    }

    @Test
    void aPrimaryReportsOnlyWhenEveryMemberHasJoined() {
        enter(1, self, List.of(self, S2, S3), false);
        assertEquals(1, env.sentTo(S2.node(), AskEnd.class).size());
        end(S2, 1);
        assertEquals(List.of(), reconciled());
        end(S3, 1);
        assertEquals(List.of(new Reconciled("kv", 1, self)), reconciled());
    }

    @Test
    void anAnswerForAnotherViewDoesNotCount() {
        enter(2, self, List.of(self, S2), false);
        end(S2, 1);
        assertEquals(List.of(), reconciled());
    }

    @Test
    void anAnswerOfAnotherLifeDoesNotCount() {
        enter(2, self, List.of(self, S2), false);
        end(new ReplicaId("S2", 1), 2);
        assertEquals(List.of(), reconciled());
    }

    @Test
    void theReportIsRepeatedUntilTheViewIsActivated() {
        enter(1, self, List.of(self), false);
        env.runFor(50_000, replica::onAlarm);
        assertEquals(2, reconciled().size());
        assertTrue(replica.report().leads().isEmpty());
        enter(1, self, List.of(self), true);
        assertEquals(1, replica.report().leads().orElseThrow().number());
        env.takeSent();
        env.runFor(200_000, replica::onAlarm);
        assertEquals(List.of(), reconciled());
    }

    @Test
    void aPrimaryVouchesForAJoinerThatHasAnsweredOnceTheViewIsActivated() {
        View view = new View(2, Style.PASSIVE, self, List.of(self), List.of(S2));
        replica.onEnterView(MANAGER, new EnterView("kv", view, false, List.of()));
        end(S2, 2);
        assertEquals(List.of(), env.sentTo(MANAGER, CaughtUp.class));
        replica.onEnterView(MANAGER, new EnterView("kv", view, true, List.of()));
        assertEquals(
                List.of(new CaughtUp("kv", 2, self, S2, 0)), env.sentTo(MANAGER, CaughtUp.class));
    }

    @Test
    void aPrimaryReportsAMemberThatIsSilentForTheTimeout() {
        enter(1, self, List.of(self, S2), true);
        env.runFor(300_000, replica::onAlarm);
        assertEquals(List.of(), env.sentTo(MANAGER, MemberSilent.class));
        env.runFor(50_000, replica::onAlarm);
        assertEquals(
                List.of(new MemberSilent("kv", 1, self, S2)),
                env.sentTo(MANAGER, MemberSilent.class));
    }

    @Test
    void aPrimaryThatSleptBlamesNobody() {
        enter(1, self, List.of(self, S2), true);
        env.pass(5_000_000);
        replica.onAlarm(Alarm.BEAT);
        assertEquals(List.of(), env.sentTo(MANAGER, MemberSilent.class));
    }

    @Test
    void anOlderViewIsIgnored() {
        enter(3, S2, List.of(S2, self), true);
        enter(2, self, List.of(self), true);
        assertTrue(replica.report().leads().isEmpty());
    }

    private static AskEnd ask(long number, ReplicaId primary, ReplicaId... members) {
        return new AskEnd(
                "kv", new View(number, Style.PASSIVE, primary, List.of(members), List.of()));
    }

    @Test
    void aMemberAnswersOnlyThePrimaryOfTheViewItHasJoined() {
        enter(3, S2, List.of(S2, S3, self), false);
        env.takeSent();
        replica.onAskEnd(S2.node(), ask(2, S2, S2, S3, self));
        replica.onAskEnd(S3.node(), ask(3, S3, S2, S3, self));
        replica.onAskEnd(S3.node(), ask(3, S2, S2, S3, self));
        assertEquals(List.of(), env.sentTo(S3.node(), End.class));
        assertEquals(List.of(), env.sentTo(S2.node(), End.class));
        replica.onAskEnd(S2.node(), ask(3, S2, S2, S3, self));
        assertEquals(
                List.of(new End("kv", 3, self, Position.START)), env.sentTo(S2.node(), End.class));
    }

    @Test
    void aQuestionThatOvertakesTheManagersWordBringsTheViewWithIt() {
        replica.onAskEnd(S2.node(), ask(3, S2, S2, self));
        assertEquals(
                List.of(new End("kv", 3, self, Position.START)), env.sentTo(S2.node(), End.class));
        Present inView = new Present("kv", self, 3, 3, 0, 0);
        assertFalse(env.sentTo(MANAGER, Present.class).contains(inView));
        replica.onAlarm(Alarm.BEAT);
        assertTrue(env.sentTo(MANAGER, Present.class).contains(inView));
    }

    @Test
    void aQuestionToAnEarlierLifeIsNotAnswered() {
        replica.onAskEnd(S2.node(), ask(3, S2, S2, new ReplicaId("S1", 5)));
        assertEquals(List.of(), env.sentTo(S2.node(), End.class));
        assertEquals(self, replica.self());
    }

    @Test
    void whoIsLeftOutOfAViewIsANewIncarnationFromThenOn() {
        enter(3, self, List.of(self, S2), true);
        env.takeSent();
        enter(4, S2, List.of(S2), true);
        assertNotEquals(self, replica.self());
        assertTrue(replica.report().leads().isEmpty());
        assertEquals(
                List.of(new Register("kv", replica.self(), 4711, 99)),
                env.sentTo(DETECTOR, Register.class));
        assertEquals(
                List.of(new Present("kv", replica.self(), 0, 4, 0, 0)),
                env.sentTo(MANAGER, Present.class));
    }

    @Test
    void whoHadNoPartInAnyViewKeepsItsIncarnation() {
        enter(4, S2, List.of(S2), true);
        enter(5, S2, List.of(S2, S3), true);
        assertEquals(self, replica.self());
    }

    @Test
    void itEndsWhenItsDetectorWillNotHaveIt() {
        replica.onRefused(NodeId.localDetector("M2"), new Refused(self, "not my machine"));
        replica.onRefused(DETECTOR, new Refused(S2, "another"));
        assertEquals(List.of(), endings);
        replica.onRefused(DETECTOR, new Refused(self, "S1 runs already"));
        assertEquals(List.of("S1 runs already"), endings);
    }

    @Test
    void beforeTheActivationNobodyIsToldThatThereIsNoSuchSession() {
        NodeId client = NodeId.client("C1");
        enter(1, self, List.of(self, S2), false);
        replica.onRequest(
                client, new Request("kv", Batch.Kind.OPERATION, 77, 1, 1, new byte[] {2}));
        env.runFor(10_000, replica::onAlarm);
        assertEquals(List.of(), env.sentTo(client, Reply.class));
    }
}
