package io.understudy.replica;

import io.understudy.protocol.Batch;
import io.understudy.protocol.Check;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.ToReplica.Request;
import io.understudy.replica.Sessions.Known;
import io.understudy.replica.application.Application;
import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.Context;
import io.understudy.replica.application.Restoration;
import io.understudy.replica.application.store.Mix;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the committed entries have led to: the application, and who was answered what. Equal on
 * every replica that has executed as much, since nothing but entries changes it.
 *
 * <p>Invariant ST1 — entries are executed in order, each once, and only when committed.
 */
final class ReplicatedState {

    private final Application application;
    private final SessionLimits limits;
    private Sessions sessions;
    private long executed = 0;

    /** The ordered time of the last entry. */
    private long micros = 0;

    ReplicatedState(Application application, SessionLimits limits) {
        this.application = application;
        this.limits = limits;
        this.sessions = new Sessions(limits);
    }

    long executed() {
        return executed;
    }

    /** For comparison between replicas that have executed as much; costs nothing. */
    long digest() {
        long hash = Mix.step(Mix.step(Mix.SEED, application.digest()), sessions.digest());
        return Mix.end(Mix.step(hash, micros));
    }

    boolean readsOnly(byte[] operation) {
        return application.readsOnly(ByteBuffer.wrap(operation));
    }

    byte[] read(byte[] operation) {
        return application.execute(ByteBuffer.wrap(operation), new Context(micros));
    }

    /** The ordered time for a batch made now: never before that of any entry. */
    long nextMicros(long clockMicros) {
        return Math.max(micros, clockMicros);
    }

    /** What can be said of a request without executing it. */
    Optional<Known> known(Request request) {
        return switch (request.kind()) {
            case OPEN_SESSION -> sessions.opened(request.session());
            case CLOSE_SESSION ->
                    sessions.isOpen(request.session())
                            ? Optional.empty()
                            : Optional.of(sessions.close(request.session()));
            case OPERATION ->
                    sessions.known(request.session(), request.number(), request.answered());
        };
    }

    /** Executes what is committed, and answers those who wait here. */
    void executeThrough(Log log, Clients clients) {
        executeThrough(log.committed(), log, clients);
    }

    /**
     * @param last at most; committed
     */
    void executeThrough(long last, Log log, Clients clients) {
        Check.invariant(
                last <= log.committed(), "ST1: execute %d, committed %d", last, log.committed());
        while (executed < last) {
            Batch batch = log.batchOf(executed + 1);
            micros = Math.max(micros, batch.micros());
            sessions.expire(micros);
            Batch.Cursor entry = batch.cursor();
            while (entry.next() && entry.sequence() <= last) {
                if (entry.sequence() > executed) {
                    Known outcome = execute(entry);
                    executed = entry.sequence();
                    clients.answer(
                            entry.session(), entry.number(), outcome.fate(), outcome.answer());
                }
            }
        }
    }

    private Known execute(Batch.Cursor entry) {
        return switch (entry.kind()) {
            case OPEN_SESSION -> sessions.open(entry.session(), entry.sequence(), micros);
            case CLOSE_SESSION -> sessions.close(entry.session());
            case OPERATION -> executeOnce(entry);
        };
    }

    /** A request may stand in the log twice: once from a primary that died before it answered. */
    private Known executeOnce(Batch.Cursor entry) {
        Optional<Session> open = sessions.touch(entry.session(), entry.answered(), micros);
        if (open.isEmpty()) {
            return Sessions.NO_SESSION;
        }
        Optional<Known> known = sessions.known(open.get(), entry.number(), entry.answered());
        if (known.isPresent()) {
            return known.get();
        }
        if (!sessions.hasRoom(open.get(), entry.number())) {
            return Sessions.BUSY;
        }
        byte[] answer = application.execute(entry.operation(), new Context(micros));
        sessions.keep(open.get(), entry.number(), answer);
        return new Known(Fate.ANSWERED, answer);
    }

    /** A frozen picture of it all, to be written while execution goes on; in constant time. */
    Checkpoint checkpoint() {
        return new StateCheckpoint(executed, micros, sessions, application.checkpoint());
    }

    /** Begins to take over a checkpoint; until it is finished the state stays as it is. */
    Restoration restore() {
        return new StateRestoration(limits, application.restore(), this::restored);
    }

    private void restored(long nowExecuted, long nowMicros, Sessions nowSessions) {
        executed = nowExecuted;
        micros = nowMicros;
        sessions = nowSessions;
    }
}
