package io.understudy.replica;

import io.understudy.protocol.Wire;
import io.understudy.replica.application.DamagedCheckpoint;
import io.understudy.replica.application.Restoration;
import java.nio.ByteBuffer;

/** Reads what {@link StateCheckpoint} writes, in pieces cut anywhere, and believes none of it. */
final class StateRestoration implements Restoration {

    /** Takes over what was restored, all of it at once. */
    interface Done {
        void accept(long executed, long micros, Sessions sessions);
    }

    /** What the part of the checkpoint is that is being read. */
    private enum Stage {
        HEAD,
        KIND,
        SESSION,
        ANSWER_HEAD,
        ANSWER,
        DIGEST,
        APPLICATION
    }

    private final SessionLimits limits;
    private final Restoration application;
    private final Done done;

    private Stage stage = Stage.HEAD;

    /** The part, as far as it has been read. */
    private ByteBuffer part = ByteBuffer.allocate(StateCheckpoint.HEAD_BYTES);

    private long executed = 0;
    private long micros = 0;
    private Sessions sessions;
    private Session session;
    private long number = 0;

    StateRestoration(SessionLimits limits, Restoration application, Done done) {
        this.limits = limits;
        this.application = application;
        this.done = done;
    }

    @Override
    public void feed(ByteBuffer piece) {
        while (piece.hasRemaining() && stage != Stage.APPLICATION) {
            int count = Math.min(part.remaining(), piece.remaining());
            part.put(part.position(), piece, piece.position(), count);
            part.position(part.position() + count);
            piece.position(piece.position() + count);
            // An answer may have no bytes, and is read in the same turn as its head.
            while (stage != Stage.APPLICATION && !part.hasRemaining()) {
                part.flip();
                stage = take();
            }
        }
        if (piece.hasRemaining()) {
            application.feed(piece);
        }
    }

    @Override
    public void finish() {
        if (stage != Stage.APPLICATION) {
            throw new DamagedCheckpoint("it is cut off within " + stage);
        }
        application.finish();
        done.accept(executed, micros, sessions);
    }

    /** Takes the part that is complete, and makes room for the next. */
    private Stage take() {
        return switch (stage) {
            case HEAD -> takeHead();
            case KIND -> takeKind(part.get());
            case SESSION -> takeSession();
            case ANSWER_HEAD -> takeAnswerHead();
            case ANSWER -> takeAnswer();
            case DIGEST -> takeDigest(part.getLong());
            case APPLICATION -> Stage.APPLICATION;
        };
    }

    private Stage takeHead() {
        executed = part.getLong();
        micros = part.getLong();
        sessions = new Sessions(limits, part.getLong());
        return want(Stage.KIND, 1);
    }

    private Stage takeKind(byte kind) {
        return switch (kind) {
            case StateCheckpoint.END -> want(Stage.DIGEST, Long.BYTES);
            case StateCheckpoint.SESSION -> want(Stage.SESSION, StateCheckpoint.SESSION_BYTES);
            case StateCheckpoint.ANSWER ->
                    want(Stage.ANSWER_HEAD, StateCheckpoint.ANSWER_HEAD_BYTES);
            default -> throw new DamagedCheckpoint("a record of kind " + kind);
        };
    }

    private Stage takeSession() {
        long id = part.getLong();
        if (sessions.isOpen(id)) {
            throw new DamagedCheckpoint("session " + id + " twice");
        }
        session = sessions.put(id, part.getLong(), part.getLong(), part.getLong());
        return want(Stage.KIND, 1);
    }

    private Stage takeAnswerHead() {
        number = part.getLong();
        int length = part.getInt();
        // What does not fit a frame was never an answer.
        if (session == null || length < 0 || length > Wire.FRAME_BYTES_MAX) {
            throw new DamagedCheckpoint("an answer of " + length + " bytes to " + number);
        }
        return want(Stage.ANSWER, length);
    }

    private Stage takeAnswer() {
        if (session.answers().find(number) >= 0) {
            throw new DamagedCheckpoint("two answers to " + number + " of " + session.id());
        }
        sessions.keep(session, number, part.array());
        return want(Stage.KIND, 1);
    }

    private Stage takeDigest(long digest) {
        if (digest != sessions.digest()) {
            throw new DamagedCheckpoint(
                    String.format(
                            "it says sessions=%016x, and has sessions=%016x",
                            digest, sessions.digest()));
        }
        return want(Stage.APPLICATION, 0);
    }

    private Stage want(Stage next, int length) {
        part = ByteBuffer.allocate(length);
        return next;
    }
}
