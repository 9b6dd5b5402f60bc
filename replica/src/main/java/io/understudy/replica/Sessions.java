package io.understudy.replica;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.ToClient.Fate;
import io.understudy.protocol.WireWriter;
import io.understudy.replica.application.store.Cursor;
import io.understudy.replica.application.store.Mix;
import io.understudy.replica.application.store.Tree;
import java.util.ArrayList;
import java.util.List;
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
 * <p>They are kept as an application keeps its pairs, and for the same reason: a picture of them is
 * taken in constant time, and written out while they change.
 *
 * <p>Invariant SE1 — of one session a number is executed at most once.
 */
final class Sessions {

    private final Tree<Session> sessions = new Tree<>();

    /** Grows with each picture; only what is of the present one may be changed. */
    private long epoch = 0;

    /** The open ones by what was drawn to open them. */
    private final TreeMap<Long, Long> openings = new TreeMap<>();

    private final SessionLimits limits;
    private long sweptMicros;

    /** The sum of the hashes of all sessions and of all answers; changes with each of them. */
    private long sum = 0;

    /** Of all sessions' answers. */
    private long answerBytes = 0;

    Sessions(SessionLimits limits) {
        this(limits, 0);
    }

    Sessions(SessionLimits limits, long sweptMicros) {
        this.limits = limits;
        this.sweptMicros = sweptMicros;
    }

    /** What is known of a request without executing it. */
    record Known(Fate fate, byte[] answer) {}

    private static final byte[] NOTHING = {};

    static final Known NO_SESSION = new Known(Fate.NO_SESSION, NOTHING);
    static final Known BUSY = new Known(Fate.BUSY, NOTHING);

    /**
     * Empty: it is news, and may be executed.
     *
     * @param answered as the request has it: reads take numbers and leave nothing here, so the last
     *     word that was ordered may be far behind
     */
    Optional<Known> known(long session, long number, long answered) {
        Optional<Session> open = sessions.get(key(session));
        return open.isPresent() ? known(open.get(), number, answered) : Optional.of(NO_SESSION);
    }

    Optional<Known> known(Session open, long number, long answered) {
        if (number < open.answered()) {
            return Optional.of(new Known(Fate.FORGOTTEN, NOTHING));
        }
        int place = open.answers().find(number);
        if (place >= 0) {
            return Optional.of(new Known(Fate.ANSWERED, open.answers().answer(place)));
        }
        if (number >= Math.max(open.answered(), answered) + limits.answersMax()) {
            return Optional.of(BUSY);
        }
        return Optional.empty();
    }

    /**
     * Whether one more answer may be kept. To be asked when an entry is executed and its client's
     * acknowledgement has been heard, and not before it is ordered:
     *
     * <pre>
     *   client           primary        kept
     *     |-- 5: w ----->|               4    and all room is taken
     *     |   has 4      |  BUSY         4    had it looked before it ordered:
     *     |-- 5: w ----->|               4    that 4 may go stands in a request
     *     |   has 4      |  BUSY         4    that has no room because of 4
     * </pre>
     *
     * <p>What is acknowledged is all below a number, so a client that lacks its lowest answer can
     * acknowledge none of those it has: that one is executed, whatever is kept.
     */
    boolean hasRoom(Session open, long number) {
        boolean full =
                open.answerBytes() >= limits.answerBytes()
                        || answerBytes >= limits.answerBytesInAll();
        return !full || number == open.answered() && open.answerBytes() > 0;
    }

    boolean isOpen(long session) {
        return sessions.get(key(session)).isPresent();
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
        // Whoever does not draw it may come to one that is open, and must not take it over.
        long session = opening + sequence;
        while (isOpen(session)) {
            session++;
        }
        put(session, opening, micros, 0);
        return isOpened(session);
    }

    /** As it was once, but for its answers. */
    Session put(long id, long opening, long lastMicros, long answered) {
        Session session = new Session(epoch, id, opening, lastMicros, answered);
        sessions.put(key(id), session);
        openings.put(opening, id);
        count(session);
        return session;
    }

    private static Known isOpened(long session) {
        return new Known(Fate.ANSWERED, new WireWriter(Long.BYTES).int64(session).toBytes());
    }

    Known close(long session) {
        sessions.remove(key(session)).ifPresent(this::forget);
        return new Known(Fate.ANSWERED, NOTHING);
    }

    private void forget(Session closed) {
        openings.remove(closed.opening());
        discount(closed);
    }

    private void count(Session session) {
        sum += session.hash();
        answerBytes += session.answerBytes();
    }

    /** Before it changes; it is counted again afterwards. */
    private void discount(Session session) {
        sum -= session.hash();
        answerBytes -= session.answerBytes();
    }

    /**
     * The client has these answers, so nobody will ask for them again.
     *
     * @return the session, if it is open; it may be changed until the next picture
     */
    Optional<Session> touch(long session, long answered, long micros) {
        Optional<Session> open = owned(session);
        if (open.isPresent()) {
            Session touched = open.get();
            discount(touched);
            touched.touch(answered, micros);
            count(touched);
        }
        return open;
    }

    private Optional<Session> owned(long session) {
        Bytes key = key(session);
        Optional<Session> open = sessions.get(key);
        if (open.isEmpty() || open.get().isOf(epoch)) {
            return open;
        }
        Session copy = open.get().copy(epoch);
        sessions.put(key, copy);
        return Optional.of(copy);
    }

    /**
     * @param touched may be changed
     */
    void keep(Session touched, long number, byte[] answer) {
        discount(touched);
        touched.keep(number, answer);
        count(touched);
    }

    /** Equal for equal sessions and answers; costs the same, however many there are. */
    long digest() {
        return Mix.end(Mix.step(sum, sweptMicros));
    }

    /** Forgets who has been idle for too long: by ordered time, so every member forgets alike. */
    void expire(long micros) {
        if (micros - sweptMicros < limits.sweepMicros()) {
            return;
        }
        sweptMicros = micros;
        boolean full = answerBytes >= limits.answerBytesInAll();
        List<Long> idle = new ArrayList<>();
        Cursor<Session> all = sessions.from(Bytes.EMPTY);
        while (all.next()) {
            Session session = all.value();
            // Where all room is taken, others wait for what somebody may have crashed with.
            boolean inTheWay = full && session.answerBytes() > 0;
            long idleMicros = inTheWay ? limits.sweepMicros() : limits.idleMicros();
            if (micros - session.lastMicros() > idleMicros) {
                idle.add(session.id());
            }
        }
        idle.forEach(this::close);
    }

    long size() {
        return sessions.size();
    }

    /** When the idle were last looked for. */
    long sweptMicros() {
        return sweptMicros;
    }

    /** Goes through all of them as they are now, whatever is executed meanwhile. */
    Cursor<Session> picture() {
        epoch++;
        return sessions.picture();
    }

    private static Bytes key(long session) {
        return Bytes.int64(session);
    }
}
