package io.understudy.replica;

import io.understudy.replica.application.Checkpoint;
import io.understudy.replica.application.store.Cursor;
import java.nio.ByteBuffer;

/**
 * A frozen picture of all that the entries have led to, written out piece by piece while execution
 * goes on:
 *
 * <pre>
 *   head      executed 8 | ordered time 8 | last sweep 8
 *   session   1 | id 8 | opening 8 | last heard 8 | answered 8
 *   answer    2 | number 8 | length 4 | the answer      of the session before it
 *   end       0 | digest of sessions and answers 8
 *   then what the application writes
 * </pre>
 */
final class StateCheckpoint implements Checkpoint {

    static final byte END = 0;
    static final byte SESSION = 1;
    static final byte ANSWER = 2;

    static final int HEAD_BYTES = 3 * Long.BYTES;
    static final int SESSION_BYTES = 4 * Long.BYTES;
    static final int ANSWER_HEAD_BYTES = Long.BYTES + Integer.BYTES;

    private static final Answers NONE = new Answers();

    private final Cursor<Session> sessions;
    private final long sessionsDigest;
    private final Checkpoint application;

    /** What is being written. */
    private ByteBuffer part;

    /** Of the session that is being written; the next of them. */
    private Answers answers = NONE;

    private int answer = 0;

    /** The head of that one has been written, and itself not. */
    private boolean answerIsDue = false;

    private boolean sessionsEnded = false;

    StateCheckpoint(long executed, long micros, Sessions sessions, Checkpoint application) {
        this.part = ByteBuffer.allocate(HEAD_BYTES);
        part.putLong(executed).putLong(micros).putLong(sessions.sweptMicros()).flip();
        this.sessionsDigest = sessions.digest();
        this.sessions = sessions.picture();
        this.application = application;
    }

    @Override
    public void writeTo(ByteBuffer out) {
        while (out.hasRemaining() && !sessionsAreWritten()) {
            if (!part.hasRemaining()) {
                part = next();
            }
            int count = Math.min(out.remaining(), part.remaining());
            out.put(out.position(), part, part.position(), count);
            out.position(out.position() + count);
            part.position(part.position() + count);
        }
        application.writeTo(out);
    }

    @Override
    public boolean finished() {
        return sessionsAreWritten() && application.finished();
    }

    private boolean sessionsAreWritten() {
        return sessionsEnded && !part.hasRemaining();
    }

    private ByteBuffer next() {
        if (answerIsDue) {
            answerIsDue = false;
            return ByteBuffer.wrap(answers.answer(answer++));
        }
        if (answer < answers.size()) {
            answerIsDue = true;
            return record(ANSWER, ANSWER_HEAD_BYTES)
                    .putLong(answers.number(answer))
                    .putInt(answers.answer(answer).length)
                    .flip();
        }
        answer = 0;
        if (sessions.next()) {
            Session session = sessions.value();
            answers = session.answers();
            return record(SESSION, SESSION_BYTES)
                    .putLong(session.id())
                    .putLong(session.opening())
                    .putLong(session.lastMicros())
                    .putLong(session.answered())
                    .flip();
        }
        answers = NONE;
        sessionsEnded = true;
        return record(END, Long.BYTES).putLong(sessionsDigest).flip();
    }

    private static ByteBuffer record(byte kind, int bytes) {
        return ByteBuffer.allocate(1 + bytes).put(kind);
    }
}
