package io.understudy.replica;

import io.understudy.protocol.Check;
import io.understudy.replica.application.store.Mix;

/**
 * What one client has asked for last, and the answers that it may still want.
 *
 * <p>Belongs to an epoch, as the nodes of a store's tree do: a picture begins a new one, and what
 * is of an older epoch is copied before it is changed, so that the picture keeps it as it was.
 */
final class Session {

    /** What an answer takes besides its bytes: an array's head, and places that are half empty. */
    private static final int ANSWER_BYTES = 40;

    private final long epoch;
    private final long id;

    /** What its client drew to open it. */
    private final long opening;

    private long lastMicros;

    /** The client has every answer below that; they are not kept. */
    private long answered;

    private final Answers answers;

    /** The sum of the hashes of its answers, so that closing it costs nothing for them. */
    private long answersSum;

    /** About how much memory they take. */
    private long answerBytes;

    Session(long epoch, long id, long opening, long lastMicros, long answered) {
        this(epoch, id, opening, lastMicros, answered, new Answers(), 0, 0);
    }

    private Session(
            long epoch,
            long id,
            long opening,
            long lastMicros,
            long answered,
            Answers answers,
            long answersSum,
            long answerBytes) {
        this.epoch = epoch;
        this.id = id;
        this.opening = opening;
        this.lastMicros = lastMicros;
        this.answered = answered;
        this.answers = answers;
        this.answersSum = answersSum;
        this.answerBytes = answerBytes;
    }

    boolean isOf(long currentEpoch) {
        return epoch == currentEpoch;
    }

    Session copy(long newEpoch) {
        return new Session(
                newEpoch,
                id,
                opening,
                lastMicros,
                answered,
                answers.copy(),
                answersSum,
                answerBytes);
    }

    long id() {
        return id;
    }

    long opening() {
        return opening;
    }

    long lastMicros() {
        return lastMicros;
    }

    long answered() {
        return answered;
    }

    Answers answers() {
        return answers;
    }

    long answerBytes() {
        return answerBytes;
    }

    /** It is of the present epoch. */
    void touch(long nowAnswered, long micros) {
        lastMicros = micros;
        answered = Math.max(answered, nowAnswered);
        while (answers.size() > 0 && answers.number(0) < answered) {
            long number = answers.number(0);
            byte[] answer = answers.removeLowest();
            answersSum -= hash(number, answer);
            answerBytes -= ANSWER_BYTES + answer.length;
        }
    }

    /** It is of the present epoch. */
    void keep(long number, byte[] answer) {
        int place = answers.find(number);
        Check.invariant(place < 0, "SE1: %d of session %d twice", number, id);
        answers.insert(-place - 1, number, answer);
        answersSum += hash(number, answer);
        answerBytes += ANSWER_BYTES + answer.length;
    }

    /** The sum of its own hash and those of its answers. */
    long hash() {
        long hash = Mix.step(Mix.step(Mix.SEED, id), opening);
        return Mix.end(Mix.step(Mix.step(hash, lastMicros), answered)) + answersSum;
    }

    private long hash(long number, byte[] answer) {
        return Mix.end(Mix.step(Mix.step(Mix.step(Mix.SEED, id), number), answer));
    }
}
