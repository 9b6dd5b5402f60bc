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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Has operations executed exactly once: numbers them, sends each to the primary of the newest view
 * it knows, and again with the same number until it is answered.
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
        /** The earliest of the retries and timeouts is due. */
        REQUEST_DUE
    }

    /** Numbered and not answered at most; fewer than a session's replicas keep answers for. */
    public static final int OUTSTANDING_MAX = 512;

    /** Waiting for a number at most. */
    public static final int QUEUED_MAX = 100_000;

    private static final byte[] NOTHING = {};

    private static final class Pending {
        private final Batch.Kind kind;
        private final byte[] operation;
        private final Consumer<Outcome> whenEnded;
        private final long givenUpMicros;
        private long number;
        private long retryMicros;
        private long backOffMicros;
        private boolean sent = false;

        Pending(
                Batch.Kind kind,
                byte[] operation,
                long givenUpMicros,
                Consumer<Outcome> whenEnded) {
            this.kind = kind;
            this.operation = operation;
            this.givenUpMicros = givenUpMicros;
            this.whenEnded = whenEnded;
        }
    }

    private final ClientSettings settings;
    private final Env<Alarm> env;
    private final ArrayDeque<Pending> queued = new ArrayDeque<>();

    /** By number, from the lowest: below it every answer has arrived. */
    private final TreeMap<Long, Pending> outstanding = new TreeMap<>();

    private Optional<ViewNews> view = Optional.empty();
    private Optional<NodeId> primary = Optional.empty();
    private long session;
    private boolean open = false;
    private boolean opening = false;
    private long nextNumber = 1;

    public Client(ClientSettings settings, Env<Alarm> env) {
        this.settings = settings;
        this.env = env;
    }

    public void start() {
        renew();
    }

    /**
     * Has that executed, once.
     *
     * @param whenEnded is called once, later
     */
    public void execute(byte[] operation, Consumer<Outcome> whenEnded) {
        if (queued.size() >= QUEUED_MAX) {
            whenEnded.accept(new Outcome.NotDone(QUEUED_MAX + " requests wait already"));
            return;
        }
        long givenUp = env.nowMicros() + settings.timeoutMicros();
        queued.add(new Pending(Batch.Kind.OPERATION, operation, givenUp, whenEnded));
        sendQueued();
        setAlarm();
    }

    @Override
    public void onViewNews(NodeId from, ViewNews news) {
        if (from.role() != Role.REPLICATION_MANAGER || !news.group().equals(settings.group())) {
            env.ignored(news, from, "not from a manager, or of another group");
            return;
        }
        boolean newer = view.map(known -> isNewer(news, known)).orElse(true);
        if (!newer) {
            return;
        }
        view = Optional.of(news);
        primary = Optional.of(news.view().primary().node());
        // The one before may have died with all that was sent to it.
        outstanding.values().forEach(this::send);
        sendQueued();
        setAlarm();
    }

    private static boolean isNewer(ViewNews news, ViewNews known) {
        long number = news.view().number();
        return number > known.view().number()
                || (number == known.view().number() && news.activated() && !known.activated());
    }

    @Override
    public void onReply(NodeId from, Reply reply) {
        Pending pending = outstanding.get(reply.number());
        if (reply.session() != session || pending == null) {
            env.ignored(reply, from, "number " + reply.number() + " is not outstanding");
            return;
        }
        switch (reply.fate()) {
            case ANSWERED -> end(pending, new Outcome.Done(reply.answer()));
            case NOT_PRIMARY, BUSY -> {
                // It is sent again after its back-off, or when a newer view is heard of.
            }
            case NO_SESSION -> sessionLost();
            case FORGOTTEN -> end(pending, new Outcome.Unknown("its answer is not kept any more"));
            case TOO_MANY_SESSIONS -> end(pending, new Outcome.NotDone("too many sessions"));
        }
        sendQueued();
        setAlarm();
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
        if (!open) {
            openSession();
            return;
        }
        while (!queued.isEmpty() && outstanding.size() < OUTSTANDING_MAX) {
            Pending pending = queued.poll();
            pending.number = nextNumber++;
            begin(pending);
        }
    }

    /** A new one is drawn each time, so that nothing of an earlier one can be taken for it. */
    private void openSession() {
        if (opening || queued.isEmpty() || primary.isEmpty()) {
            return;
        }
        opening = true;
        session = env.random().nextLong();
        nextNumber = 1;
        Pending pending =
                new Pending(
                        Batch.Kind.OPEN_SESSION,
                        NOTHING,
                        env.nowMicros() + settings.timeoutMicros(),
                        this::onOpened);
        pending.number = 0;
        begin(pending);
    }

    private void onOpened(Outcome outcome) {
        opening = false;
        open =
                outcome.match(
                        done -> true,
                        notDone -> {
                            refuseQueued(notDone);
                            return false;
                        },
                        unknown -> false);
    }

    private void refuseQueued(Outcome outcome) {
        List<Pending> refused = List.copyOf(queued);
        queued.clear();
        refused.forEach(pending -> pending.whenEnded.accept(outcome));
    }

    /** It was idle for too long, or the group began anew: what was sent may have been executed. */
    private void sessionLost() {
        env.warn("session lost outstanding=" + outstanding.size());
        open = false;
        opening = false;
        List<Pending> lost = List.copyOf(outstanding.values());
        outstanding.clear();
        for (Pending pending : lost) {
            pending.whenEnded.accept(new Outcome.Unknown("the session has ended"));
        }
    }

    private void begin(Pending pending) {
        Check.invariant(
                outstanding.put(pending.number, pending) == null,
                "CL2: number %d is taken",
                pending.number);
        pending.backOffMicros = settings.retryMicros();
        send(pending);
    }

    private void send(Pending pending) {
        pending.retryMicros = env.nowMicros() + pending.backOffMicros;
        primary.ifPresent(
                to -> {
                    pending.sent = true;
                    env.send(
                            to,
                            new Request(
                                    settings.group(),
                                    pending.kind,
                                    session,
                                    pending.number,
                                    Math.min(outstanding.firstKey(), pending.number),
                                    pending.operation));
                });
    }

    private void end(Pending pending, Outcome outcome) {
        outstanding.remove(pending.number);
        pending.whenEnded.accept(outcome);
    }

    private void retryAndGiveUp() {
        long now = env.nowMicros();
        for (Pending pending : List.copyOf(outstanding.values())) {
            if (now >= pending.givenUpMicros) {
                end(
                        pending,
                        pending.sent
                                ? new Outcome.Unknown("no answer in time")
                                : new Outcome.NotDone("no primary was known in time"));
            } else if (now >= pending.retryMicros) {
                pending.backOffMicros =
                        Math.min(2 * pending.backOffMicros, settings.retryMicrosMax());
                send(pending);
            }
        }
        while (!queued.isEmpty() && now >= queued.peek().givenUpMicros) {
            queued.poll().whenEnded.accept(new Outcome.NotDone("never sent: no answer in time"));
        }
        sendQueued();
        setAlarm();
    }

    private void setAlarm() {
        long due = queued.isEmpty() ? Long.MAX_VALUE : queued.peek().givenUpMicros;
        for (Pending pending : outstanding.values()) {
            due = Math.min(due, Math.min(pending.retryMicros, pending.givenUpMicros));
        }
        if (due < Long.MAX_VALUE) {
            env.setAlarm(Alarm.REQUEST_DUE, Math.max(0, due - env.nowMicros()));
        }
    }
}
