package io.understudy.client;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Check;
import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import io.understudy.protocol.ToClient;
import io.understudy.protocol.ToClient.Reply;
import io.understudy.protocol.ToClient.ViewNews;
import io.understudy.protocol.ToManager.Subscribe;
import io.understudy.protocol.ToReplica.Request;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Has operations executed exactly once: numbers them, sends each to the primary of the newest view
 * it knows, and again with the same number until it is answered.
 *
 * <p>Numbers count within a session, which is opened before the first request and drawn anew when
 * the replicas have forgotten it. A request never moves from one session to the next: it may have
 * been executed in the first.
 *
 * <p>Invariants (docs/invariants.md):
 *
 * <ul>
 *   <li>CL1 — the view it follows never goes back.
 *   <li>CL2 — no request ever has two numbers, and no number two requests.
 *   <li>CL3 — nothing is called not done that was ever sent and not refused for good.
 * </ul>
 */
public final class Client implements ToClient.Inbox {

    public enum Alarm {
        RENEW,
        /** The earliest of the retries and timeouts may be due. */
        REQUEST_DUE
    }

    /**
     * How far the highest number may be ahead of the lowest that is not answered. Half of the
     * answers that replicas keep for a session: they learn with a request which answers have
     * arrived, and may be as far behind again.
     */
    public static final int OUTSTANDING_MAX = 512;

    /** Waiting for a number at most. */
    public static final int QUEUED_MAX = 100_000;

    /**
     * A session that was not used for so long may be closed by the replicas before the next request
     * arrives; half of the time after which they do so. (Sooner only where they have no room left
     * for answers; then its next request is told that the session has ended.)
     */
    static final long SESSION_FRESH_MICROS = 1_800_000_000L;

    private static final byte[] NOTHING = {};

    private final ClientSettings settings;
    private final Env<Alarm> env;

    /** Never sent, so not done (CL3). In the order of their timeouts, since all have the same. */
    private final ArrayDeque<Pending> queued = new ArrayDeque<>();

    /** Sent, so perhaps done (CL3). By number: below the lowest every answer has arrived. */
    private final TreeMap<Long, Pending> outstanding = new TreeMap<>();

    private Optional<ViewNews> view = Optional.empty();
    private Optional<NodeId> primary = Optional.empty();
    private long session;
    private boolean open = false;
    private boolean opening = false;
    private boolean closed = false;
    private long nextNumber = 1;
    private long sessionUsedMicros = 0;

    /** When {@link Alarm#REQUEST_DUE} rings; never later than anything is due. */
    private long alarmMicros = Long.MAX_VALUE;

    public Client(ClientSettings settings, Env<Alarm> env) {
        this.settings = settings;
        this.env = env;
    }

    public void start() {
        renew();
    }

    /**
     * Something can be said to that peer from now on, so what is meant for it need not wait for its
     * turn.
     */
    public void onReached(NodeId peer) {
        if (settings.managers().stream().anyMatch(name -> peer.equals(NodeId.manager(name)))) {
            env.send(peer, new Subscribe(settings.group()));
        }
        if (primary.filter(peer::equals).isPresent()) {
            sendAgain();
        }
    }

    /**
     * Has that executed, once.
     *
     * @param whenEnded is called once; before this returns if nothing can be done at all
     */
    public void execute(byte[] operation, Consumer<Outcome> whenEnded) {
        Optional<String> refusal = refusal(operation);
        if (refusal.isPresent()) {
            whenEnded.accept(new Outcome.NotDone(refusal.get()));
            return;
        }
        long givenUp = env.nowMicros() + settings.timeoutMicros();
        queued.add(new Pending(Batch.Kind.OPERATION, operation, givenUp, whenEnded));
        wakeBy(givenUp);
        sendQueued();
    }

    private Optional<String> refusal(byte[] operation) {
        if (closed) {
            return Optional.of("the client is closed");
        }
        if (operation.length > Batch.OPERATION_BYTES_MAX) {
            return Optional.of("an operation has at most " + Batch.OPERATION_BYTES_MAX + " bytes");
        }
        return queued.size() >= QUEUED_MAX
                ? Optional.of(QUEUED_MAX + " requests wait already")
                : Optional.empty();
    }

    /**
     * Ends everything that has not ended. The replicas are told once that the session may go; if
     * they do not hear it, or are still about to open it, they forget it in time.
     */
    public void close() {
        closed = true;
        if (open) {
            tellPrimary(Batch.Kind.CLOSE_SESSION, nextNumber, nextNumber, NOTHING);
        }
        endOutstanding("the client was closed");
        endQueued(new Outcome.NotDone("the client was closed"));
    }

    @Override
    public void onViewNews(NodeId from, ViewNews news) {
        if (from.role() != Role.REPLICATION_MANAGER || !news.group().equals(settings.group())) {
            env.ignored(news, from, "not from a manager, or of another group");
            return;
        }
        if (view.filter(known -> !ViewSubscription.isNewer(news, known)).isPresent()) {
            return;
        }
        view = Optional.of(news);
        primary = Optional.of(news.view().primary().node());
        // The one before may have died with all that was sent to it.
        sendAgain();
        sendQueued();
    }

    @Override
    public void onReply(NodeId from, Reply reply) {
        Pending pending = outstanding.get(reply.number());
        if (reply.session() != session || pending == null) {
            env.ignored(reply, from, "number " + reply.number() + " is not outstanding");
            return;
        }
        switch (reply.fate()) {
            case ANSWERED -> onAnswered(from, pending, reply);
            case NOT_PRIMARY, BUSY -> {
                // It is sent again after its back-off, or when a newer view is heard of.
            }
            case NO_SESSION -> sessionLost();
            case FORGOTTEN -> end(pending, new Outcome.Unknown("its answer is not kept any more"));
            case TOO_MANY_SESSIONS -> end(pending, new Outcome.NotDone("too many sessions"));
        }
        sendQueued();
    }

    private void onAnswered(NodeId from, Pending pending, Reply reply) {
        if (pending.kind == Batch.Kind.OPEN_SESSION && reply.answer().length != Long.BYTES) {
            env.ignored(reply, from, "it does not say which session is open");
            return;
        }
        sessionUsedMicros = env.nowMicros();
        end(pending, new Outcome.Done(reply.answer()));
    }

    public void onAlarm(Alarm alarm) {
        switch (alarm) {
            case RENEW -> renew();
            case REQUEST_DUE -> retryAndGiveUp();
        }
    }

    private void renew() {
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), new Subscribe(settings.group()));
        }
        env.setAlarm(Alarm.RENEW, settings.renewMicros());
    }

    private void sendQueued() {
        if (queued.isEmpty()) {
            return;
        }
        if (outstanding.isEmpty() && env.nowMicros() - sessionUsedMicros > SESSION_FRESH_MICROS) {
            open = false;
        }
        if (!open) {
            openSession();
            return;
        }
        while (!queued.isEmpty() && nextNumber < lowestOutstanding() + OUTSTANDING_MAX) {
            Pending pending = queued.poll();
            pending.number = nextNumber++;
            begin(pending);
        }
    }

    private long lowestOutstanding() {
        return outstanding.isEmpty() ? nextNumber : outstanding.firstKey();
    }

    /**
     * Something new is drawn each time, so that nothing of an earlier one can be taken for it.
     * Which session that opens, the answer says.
     */
    private void openSession() {
        if (opening || primary.isEmpty()) {
            return;
        }
        opening = true;
        session = env.random().nextLong();
        nextNumber = 1;
        long givenUp = env.nowMicros() + settings.timeoutMicros();
        Pending pending = new Pending(Batch.Kind.OPEN_SESSION, NOTHING, givenUp, this::onOpened);
        pending.number = 0;
        begin(pending);
    }

    private void onOpened(Outcome outcome) {
        opening = false;
        open =
                outcome.match(
                        done -> {
                            session = ByteBuffer.wrap(done.answer()).getLong();
                            return true;
                        },
                        notDone -> {
                            endQueued(notDone);
                            return false;
                        },
                        unknown -> false);
    }

    private void endQueued(Outcome outcome) {
        List<Pending> ended = List.copyOf(queued);
        queued.clear();
        ended.forEach(pending -> pending.end(outcome));
    }

    /** It was idle for too long, or the group began anew: what was sent may have been executed. */
    private void sessionLost() {
        env.warn("session lost outstanding=" + outstanding.size());
        open = false;
        opening = false;
        endOutstanding("the session has ended");
    }

    private void endOutstanding(String reason) {
        List<Pending> ended = List.copyOf(outstanding.values());
        outstanding.clear();
        ended.forEach(pending -> pending.end(new Outcome.Unknown(reason)));
    }

    private void begin(Pending pending) {
        Check.invariant(
                outstanding.put(pending.number, pending) == null,
                "CL2: number %d is taken",
                pending.number);
        pending.backOffMicros = settings.retryMicros();
        send(pending);
    }

    /** At once, and as patiently as if it were for the first time. */
    private void sendAgain() {
        for (Pending pending : outstanding.values()) {
            pending.backOffMicros = settings.retryMicros();
            send(pending);
        }
    }

    private void send(Pending pending) {
        pending.retryMicros = env.nowMicros() + pending.backOffMicros;
        wakeBy(pending.dueMicros());
        tellPrimary(pending.kind, pending.number, lowestOutstanding(), pending.operation);
    }

    private void tellPrimary(Batch.Kind kind, long number, long answered, byte[] operation) {
        primary.ifPresent(
                to ->
                        env.send(
                                to,
                                new Request(
                                        settings.group(),
                                        kind,
                                        session,
                                        number,
                                        answered,
                                        operation)));
    }

    private void end(Pending pending, Outcome outcome) {
        outstanding.remove(pending.number);
        pending.end(outcome);
    }

    private void retryAndGiveUp() {
        alarmMicros = Long.MAX_VALUE;
        long now = env.nowMicros();
        for (Pending pending : List.copyOf(outstanding.values())) {
            if (now >= pending.givenUpMicros) {
                end(pending, new Outcome.Unknown("no answer in time"));
            } else if (now >= pending.retryMicros) {
                pending.backOffMicros =
                        Math.min(2 * pending.backOffMicros, settings.retryMicrosMax());
                send(pending);
            }
        }
        while (!queued.isEmpty() && now >= queued.peek().givenUpMicros) {
            queued.poll().end(new Outcome.NotDone("never sent: " + whyNotSent()));
        }
        sendQueued();
        wakeForTheNext();
    }

    private String whyNotSent() {
        return view.isPresent()
                ? "nobody took requests in time; primary=" + primary.orElseThrow()
                : "no manager said in time who is primary; managers="
                        + settings.managers()
                        + "; understudy status asks whether one is there";
    }

    private void wakeForTheNext() {
        if (!queued.isEmpty()) {
            wakeBy(queued.peek().givenUpMicros);
        }
        for (Pending pending : outstanding.values()) {
            wakeBy(pending.dueMicros());
        }
    }

    /** Only ever sooner: at each ringing it is looked what comes next. */
    private void wakeBy(long micros) {
        if (micros < alarmMicros) {
            alarmMicros = micros;
            env.setAlarm(Alarm.REQUEST_DUE, Math.max(0, micros - env.nowMicros()));
        }
    }
}
