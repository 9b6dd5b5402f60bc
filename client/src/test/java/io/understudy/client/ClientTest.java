package io.understudy.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.client.Client.Alarm;
import io.understudy.config.Style;
import io.understudy.protocol.Batch;
import io.understudy.protocol.FakeEnv;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.protocol.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What a client does to have each request executed once, and what it says of those that were not.
 */
class ClientTest {

    private static final NodeId MANAGER = NodeId.manager("RM1");
    private static final ReplicaId S1 = new ReplicaId("S1", 1);
    private static final ReplicaId S2 = new ReplicaId("S2", 2);

    private static final long RETRY = 50_000;
    private static final long RETRY_MAX = 200_000;
    private static final long TIMEOUT = 1_000_000;

    private final FakeEnv<Alarm> env = new FakeEnv<>();
    private final Client client =
            new Client(
                    new ClientSettings("kv", List.of("RM1"), 60_000_000, RETRY, RETRY_MAX, TIMEOUT),
                    env);

    /** By what was asked. */
    private final TreeMap<Integer, Outcome> outcomes = new TreeMap<>();

    private void call(int what) {
        client.execute(new byte[] {(byte) what}, outcome -> ended(what, outcome));
    }

    private void ended(int what, Outcome outcome) {
        assertEquals(null, outcomes.put(what, outcome), "ends once: " + what);
    }

    private void news(long number, ReplicaId primary) {
        View view = new View(number, Style.PASSIVE, primary, List.of(S1, S2), List.of());
        client.onViewNews(MANAGER, new ViewNews("kv", view, true, List.of()));
    }

    /** What was sent to that replica since the last look. */
    private List<Request> takeRequests(ReplicaId to) {
        List<Request> requests = new ArrayList<>();
        for (FakeEnv.Sent sent : env.takeSent()) {
            if (sent.message() instanceof Request request) {
                assertEquals(to.node(), sent.to());
                requests.add(request);
            }
        }
        return requests;
    }

    private Request takeRequest(ReplicaId to) {
        List<Request> requests = takeRequests(to);
        assertEquals(1, requests.size(), requests.toString());
        return requests.get(0);
    }

    private void reply(Request request, Fate fate) {
        byte[] answer =
                request.kind() == Batch.Kind.OPEN_SESSION
                        ? ByteBuffer.allocate(Long.BYTES).putLong(opened(request)).array()
                        : new byte[] {7};
        client.onReply(S1.node(), new Reply(request.session(), request.number(), fate, answer));
    }

    /** Which session is opened by that: not the one that was drawn. */
    private static long opened(Request opening) {
        return opening.session() + 1;
    }

    private void answer(Request request) {
        reply(request, Fate.ANSWERED);
    }

    /** As after the first answered request: a view is known, a session is open. */
    private void begin() {
        client.start();
        news(1, S1);
        call(0);
        answer(takeRequest(S1));
        answer(takeRequest(S1));
        outcomes.clear();
    }

    private static List<Long> numbers(List<Request> requests) {
        return requests.stream().map(Request::number).toList();
    }

    private String said(int what) {
        Outcome outcome = outcomes.get(what);
        return outcome == null
                ? "waits"
                : outcome.match(
                        done -> "done",
                        notDone -> "not done: " + notDone.reason(),
                        unknown -> "unknown: " + unknown.reason());
    }

    @Test
    void aSessionIsOpenedBeforeTheFirstRequest() {
        client.start();
        news(1, S1);
        call(1);

        Request opening = takeRequest(S1);
        assertEquals(Batch.Kind.OPEN_SESSION, opening.kind());
        answer(opening);

        Request first = takeRequest(S1);
        assertEquals(Batch.Kind.OPERATION, first.kind());
        assertEquals(opened(opening), first.session());
        assertEquals("waits", said(1));
        answer(first);
        assertEquals("done", said(1));
    }

    @Test
    void whatIsCalledBeforeAViewIsKnownIsSentWhenOneIs() {
        client.start();
        call(1);
        assertEquals(List.of(), takeRequests(S1));

        news(1, S1);
        answer(takeRequest(S1));
        assertEquals(1, takeRequest(S1).number());
    }

    @Test
    void numbersGrowByOne() {
        begin();
        call(1);
        call(2);
        call(3);
        assertEquals(List.of(2L, 3L, 4L), numbers(takeRequests(S1)));
    }

    @Test
    void aRequestSaysUpToWhereAllAnswersHaveArrived() {
        begin();
        call(1);
        call(2);
        List<Request> two = takeRequests(S1);

        answer(two.get(1));
        call(3);
        Request behindTheGap = takeRequest(S1);
        assertEquals(2, behindTheGap.answered(), "the first has not been answered");

        answer(two.get(0));
        call(4);
        assertEquals(behindTheGap.number(), takeRequest(S1).answered());
    }

    @Test
    void aRequestIsRepeatedUnderItsNumberAtGrowingIntervals() {
        begin();
        call(1);
        Request first = takeRequest(S1);

        List<Long> at = new ArrayList<>();
        for (long now = 0; now < TIMEOUT - 10_000; now += 10_000) {
            env.runFor(10_000, client::onAlarm);
            for (Request again : takeRequests(S1)) {
                assertEquals(first, again);
                at.add((now + 10_000) / 1_000);
            }
        }
        assertEquals(List.of(50L, 150L, 350L, 550L, 750L, 950L), at);
    }

    @Test
    void eachRequestIsRepeatedAtItsOwnTime() {
        begin();
        call(1);
        env.runFor(RETRY - 10_000, client::onAlarm);
        call(2);
        Request second = takeRequests(S1).get(1);
        env.runFor(10_000, client::onAlarm);
        takeLater();

        env.runFor(RETRY - 10_000, client::onAlarm);

        assertEquals(second, takeRequest(S1));
    }

    @Test
    void aNewerViewHasAllThatWaitsSentAtOnce() {
        begin();
        call(1);
        call(2);
        List<Request> before = takeRequests(S1);

        news(2, S2);

        assertEquals(before, takeRequests(S2));
    }

    @Test
    void aNewerViewBeginsTheBackOffAnew() {
        begin();
        call(1);
        env.runFor(360_000, client::onAlarm);
        news(2, S2);
        takeLater();

        env.runFor(RETRY, client::onAlarm);

        takeRequest(S2);
    }

    private void takeLater() {
        env.takeSent();
    }

    @Test
    void aViewThatIsNotNewerChangesNothing() {
        begin();
        news(2, S2);
        call(1);
        takeRequest(S2);

        news(1, S1);
        news(2, S2);

        assertEquals(List.of(), takeRequests(S2));
        call(2);
        takeRequest(S2);
    }

    @Test
    void whoIsReachedAgainIsToldWhatHeMayHaveMissed() {
        begin();
        call(1);
        Request first = takeRequest(S1);

        client.onReached(S2.node());
        assertEquals(List.of(), takeRequests(S1));
        client.onReached(S1.node());
        assertEquals(first, takeRequest(S1));
        client.onReached(MANAGER);
        assertEquals(1, env.sentTo(MANAGER, Subscribe.class).size());
    }

    @Test
    void whoIsNotPrimaryOrBusyIsAskedAgainAfterTheBackOff() {
        begin();
        call(1);
        Request request = takeRequest(S1);

        for (Fate fate : List.of(Fate.NOT_PRIMARY, Fate.BUSY)) {
            reply(request, fate);
            assertEquals(List.of(), takeRequests(S1));
            assertEquals("waits", said(1));
            env.runFor(RETRY_MAX, client::onAlarm);
            assertEquals(request, takeRequests(S1).get(0));
        }
        answer(request);
        assertEquals("done", said(1));
    }

    @Test
    void anAnswerToWhatIsNotOutstandingIsPassedOver() {
        begin();
        call(1);
        Request request = takeRequest(S1);

        client.onReply(
                S1.node(),
                new Reply(request.session() + 1, request.number(), Fate.ANSWERED, new byte[0]));
        client.onReply(
                S1.node(),
                new Reply(request.session(), request.number() + 1, Fate.ANSWERED, new byte[0]));
        assertEquals("waits", said(1));

        answer(request);
        answer(request);
        assertEquals("done", said(1));
    }

    @Test
    void whatWasSentInALostSessionIsUnknown() {
        begin();
        call(1);
        call(2);
        List<Request> two = takeRequests(S1);

        reply(two.get(1), Fate.NO_SESSION);

        assertEquals("unknown: the session has ended", said(1));
        assertEquals("unknown: the session has ended", said(2));
    }

    @Test
    void anOpeningThatDoesNotSayWhichSessionIsOpenIsNotTaken() {
        client.start();
        news(1, S1);
        call(1);
        Request opening = takeRequest(S1);

        client.onReply(
                S1.node(), new Reply(opening.session(), 0, Fate.ANSWERED, new byte[] {1, 2, 3}));

        assertEquals(List.of(), takeRequests(S1));
        answer(opening);
        assertEquals(opened(opening), takeRequest(S1).session());
    }

    @Test
    void whatWasNotSentInALostSessionIsSentInTheNext() {
        begin();
        for (int what = 1; what <= Client.OUTSTANDING_MAX + 1; what++) {
            call(what);
        }
        Request lost = takeRequests(S1).get(0);

        reply(lost, Fate.NO_SESSION);

        Request opening = takeRequest(S1);
        assertEquals(Batch.Kind.OPEN_SESSION, opening.kind());
        answer(opening);
        Request first = takeRequest(S1);
        assertNotEquals(lost.session(), first.session());
        assertEquals(1, first.number());
        answer(first);
        assertEquals("done", said(Client.OUTSTANDING_MAX + 1));
    }

    @Test
    void aSessionThatWasIdleForLongIsNotUsedAgain() {
        begin();
        env.pass(Client.SESSION_FRESH_MICROS + 1);

        call(1);

        assertEquals(Batch.Kind.OPEN_SESSION, takeRequest(S1).kind());
    }

    @Test
    void aSessionThatIsInUseStaysOpenForEver() {
        begin();
        call(1);
        Request first = takeRequest(S1);
        env.pass(Client.SESSION_FRESH_MICROS + 1);

        call(2);

        assertEquals(first.session(), takeRequest(S1).session());
    }

    @Test
    void withoutAnswerInTimeTheOutcomeIsUnknown() {
        begin();
        call(1);
        env.runFor(TIMEOUT - 1, client::onAlarm);
        assertEquals("waits", said(1));

        env.runFor(1, client::onAlarm);

        assertEquals("unknown: no answer in time", said(1));
    }

    @Test
    void theWatermarkPassesWhatWasGivenUp() {
        begin();
        call(1);
        Request lost = takeRequest(S1);
        env.runFor(TIMEOUT, client::onAlarm);
        takeLater();

        call(2);

        assertTrue(takeRequest(S1).answered() > lost.number(), "a late copy is not executed");
    }

    @Test
    void whatWasNeverSentInTimeIsNotDone() {
        client.start();
        call(1);
        env.runFor(TIMEOUT, client::onAlarm);
        assertEquals(
                "not done: never sent: no manager said in time who is primary; managers=[RM1];"
                        + " understudy status asks whether one is there",
                said(1));
    }

    @Test
    void whatWaitedForASessionInVainIsNotDone() {
        client.start();
        news(1, S1);
        call(1);
        env.runFor(TIMEOUT, client::onAlarm);
        assertEquals("not done: never sent: nobody took requests in time; primary=S1", said(1));
    }

    @Test
    void withTooManySessionsNothingIsDone() {
        client.start();
        news(1, S1);
        call(1);
        reply(takeRequest(S1), Fate.TOO_MANY_SESSIONS);
        assertEquals("not done: too many sessions", said(1));
    }

    @Test
    void anAnswerThatIsNotKeptLeavesTheOutcomeUnknown() {
        begin();
        call(1);
        reply(takeRequest(S1), Fate.FORGOTTEN);
        assertEquals("unknown: its answer is not kept any more", said(1));
    }

    @Test
    void theHighestNumberIsNeverFarAheadOfTheLowestThatIsNotAnswered() {
        begin();
        for (int what = 1; what <= Client.OUTSTANDING_MAX + 10; what++) {
            call(what);
        }
        List<Request> sent = takeRequests(S1);
        assertEquals(Client.OUTSTANDING_MAX, sent.size());

        sent.subList(1, sent.size()).forEach(this::answer);
        assertEquals(List.of(), takeRequests(S1), "the lowest still waits");

        answer(sent.get(0));
        assertEquals(10, takeRequests(S1).size());
    }

    @Test
    void aFullQueueRefusesFurtherCalls() {
        client.start();
        for (int what = 1; what <= Client.QUEUED_MAX + 1; what++) {
            call(what);
        }
        assertEquals(1, outcomes.size());
        assertEquals("not done: 100000 requests wait already", said(Client.QUEUED_MAX + 1));
    }

    @Test
    void anOperationThatNobodyWouldTakeIsNotDone() {
        begin();
        client.execute(new byte[Batch.OPERATION_BYTES_MAX + 1], outcome -> ended(1, outcome));
        assertEquals("not done: an operation has at most 1572864 bytes", said(1));
        assertEquals(List.of(), takeRequests(S1));
    }

    @Test
    void closingEndsEverythingByWhetherItWasSent() {
        begin();
        for (int what = 1; what <= Client.OUTSTANDING_MAX + 1; what++) {
            call(what);
        }
        takeLater();

        client.close();

        assertEquals(Batch.Kind.CLOSE_SESSION, takeRequest(S1).kind());
        assertEquals("unknown: the client was closed", said(1));
        assertEquals("not done: the client was closed", said(Client.OUTSTANDING_MAX + 1));
        call(0);
        assertEquals("not done: the client is closed", said(0));
    }

    @Test
    void aCallMayBeMadeWhileAnotherEnds() {
        begin();
        client.execute(new byte[0], outcome -> call(1));
        answer(takeRequest(S1));
        answer(takeRequest(S1));
        assertEquals("done", said(1));
    }
}
