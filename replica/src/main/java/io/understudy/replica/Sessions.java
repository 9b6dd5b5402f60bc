package io.understudy.replica;

import io.understudy.protocol.Check;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.WireReader;
import io.understudy.protocol.WireWriter;
import io.understudy.replica.application.store.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which requests have been executed, and the answers that their clients may still ask for: what
 * makes a repeated request one request. Part of the replicated state, and changed by committed
 * entries alone, in their order and by their time.
 *
 * <p>What a client draws to open a session is not the session's own number: that follows from where
 * the opening stands in the log. So an opening that comes again when its session has ended opens
 * another one, which nobody uses.
 *
 * <pre>
 *   client            log
 *     |-- open 7 --->  1: session 8        answered "8"
 *     |-- 8: w ----->  2: w executed       and once more, on a connection that stands still
 *                      3: 8 is idle for too long, and forgotten
 *     |-- open 7 --->  4: session 11       both come at last: had 8 opened again,
 *     |-- 8: w ----->  5: no session       w would be executed twice
 * </pre>
 *
 * <p>Invariant SE1 — of one session a number is executed at most once.
 */
final class Sessions {

    private static final class Session {
        /** What its client drew to open it. */
        private final long opening;

        private long lastMicros;

        /** The client has every answer below that; they are not kept. */
        private long answered;

        private final TreeMap<Long, byte[]> answers = new TreeMap<>();

        Session(long opening, long lastMicros) {
            this.opening = opening;
            this.lastMicros = lastMicros;
        }

        /** But for its answers, of which there may be many. */
        long hash(long id) {
            long hash = Mix.step(Mix.step(Mix.SEED, id), opening);
            return Mix.end(Mix.step(Mix.step(hash, lastMicros), answered));
        }
    }

    private final TreeMap<Long, Session> sessions = new TreeMap<>();

    /** The open ones by what was drawn to open them. */
    private final TreeMap<Long, Long> openings = new TreeMap<>();

    private final SessionLimits limits;
    private long sweptMicros = 0;

    /** The sum of the hashes of all sessions and of all answers; changes with each of them. */
    private long sum = 0;

    Sessions(SessionLimits limits) {
        this.limits = limits;
    }

    /** What is known of a request without executing it. */
    record Known(Fate fate, byte[] answer) {}

    private static final byte[] NOTHING = {};

    /**
     * Empty: it is news, and may be executed.
     *
     * @param answered as the request has it: reads take numbers and leave nothing here, so the last
     *     word that was ordered may be far behind
     */
    Optional<Known> known(long session, long number, long answered) {
        Session open = sessions.get(session);
        if (open == null) {
            return Optional.of(new Known(Fate.NO_SESSION, NOTHING));
        }
        if (number < open.answered) {
            return Optional.of(new Known(Fate.FORGOTTEN, NOTHING));
        }
        byte[] answer = open.answers.get(number);
        if (answer != null) {
            return Optional.of(new Known(Fate.ANSWERED, answer));
        }
        if (number >= Math.max(open.answered, answered) + limits.answersMax()) {
            return Optional.of(new Known(Fate.BUSY, NOTHING));
        }
        return Optional.empty();
    }

    boolean isOpen(long session) {
        return sessions.containsKey(session);
    }

    /** What became of that opening, if its session is open. */
    Optional<Known> opened(long opening) {
        return Optional.ofNullable(openings.get(opening)).map(Sessions::isOpened);
    }

    /** Opening an open session is opening it once. */
    Known open(long opening, long sequence, long micros) {
        Optional<Known> known = opened(opening);
        if (known.isPresent()) {
            return known.get();
        }
        if (sessions.size() >= limits.sessionsMax()) {
            return new Known(Fate.TOO_MANY_SESSIONS, NOTHING);
        }
        // Another place in the log gives another number; what is drawn at random, another client.
        long session = opening + sequence;
        put(session, new Session(opening, micros));
        return isOpened(session);
    }

    private void put(long id, Session session) {
        sessions.put(id, session);
        openings.put(session.opening, id);
        sum += session.hash(id);
    }

    private static Known isOpened(long session) {
        return new Known(Fate.ANSWERED, new WireWriter(Long.BYTES).int64(session).toBytes());
    }

    Known close(long session) {
        Session closed = sessions.remove(session);
        if (closed != null) {
            openings.remove(closed.opening);
            sum -= closed.hash(session);
            closed.answers.forEach((number, answer) -> sum -= hash(session, number, answer));
        }
        return new Known(Fate.ANSWERED, NOTHING);
    }

    /** The client has these answers, so nobody will ask for them again. */
    void touch(long session, long answered, long micros) {
        Session open = sessions.get(session);
        if (open != null) {
            sum -= open.hash(session);
            open.lastMicros = micros;
            open.answered = Math.max(open.answered, answered);
            sum += open.hash(session);
            forgetAnswered(session, open);
        }
    }

    void keep(long session, long number, byte[] answer) {
        byte[] before = sessions.get(session).answers.put(number, answer);
        Check.invariant(before == null, "SE1: %d of session %d twice", number, session);
        sum += hash(session, number, answer);
    }

    /** Equal for equal sessions and answers; costs the same, however many there are. */
    long digest() {
        return Mix.end(Mix.step(sum, sweptMicros));
    }

    private static long hash(long session, long number, byte[] answer) {
        return Mix.end(Mix.step(Mix.step(Mix.step(Mix.SEED, session), number), answer));
    }

    private void forgetAnswered(long id, Session session) {
        TreeMap<Long, byte[]> answers = session.answers;
        while (!answers.isEmpty() && answers.firstKey() < session.answered) {
            Map.Entry<Long, byte[]> first = answers.pollFirstEntry();
            sum -= hash(id, first.getKey(), first.getValue());
        }
    }

    /** Forgets who has been idle for too long: by ordered time, so every member forgets alike. */
    void expire(long micros) {
        if (micros - sweptMicros < limits.sweepMicros()) {
            return;
        }
        sweptMicros = micros;
        List<Long> idle = new ArrayList<>();
        sessions.forEach(
                (id, session) -> {
                    if (micros - session.lastMicros > limits.idleMicros()) {
                        idle.add(id);
                    }
                });
        idle.forEach(this::close);
    }

    int size() {
        return sessions.size();
    }

    void write(WireWriter out) {
        out.int64(sweptMicros).int32(sessions.size());
        for (Map.Entry<Long, Session> entry : sessions.entrySet()) {
            Session session = entry.getValue();
            out.int64(entry.getKey()).int64(session.opening);
            out.int64(session.lastMicros).int64(session.answered);
            out.int32(session.answers.size());
            session.answers.forEach((number, answer) -> out.int64(number).bytes(answer));
        }
    }

    void read(WireReader in) {
        sessions.clear();
        openings.clear();
        sum = 0;
        sweptMicros = in.int64();
        int count = in.int32();
        for (int i = 0; i < count; i++) {
            long id = in.int64();
            Session session = new Session(in.int64(), in.int64());
            session.answered = in.int64();
            put(id, session);
            int answers = in.int32();
            for (int j = 0; j < answers; j++) {
                keep(id, in.int64(), in.bytes());
            }
        }
    }
}
