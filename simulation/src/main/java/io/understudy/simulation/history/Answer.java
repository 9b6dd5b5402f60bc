package io.understudy.simulation.history;

import io.understudy.protocol.Check;
import java.util.Locale;

/**
 * What a client was told.
 *
 * @param value {@link Value#ABSENT} unless it is of kind {@code VALUE}
 */
public record Answer(Kind kind, Value value) {

    /** The forms an answer can have. */
    public enum Kind {
        /** It is done, and there is nothing more to say. */
        DONE,
        /** The key is, or was, not there. */
        ABSENT,
        /** What the key holds, or held. */
        VALUE,
        /** Such a thing cannot be done to what the key holds; nothing was changed. */
        REFUSED
    }

    public static final Answer DONE = new Answer(Kind.DONE, Value.ABSENT);
    public static final Answer ABSENT = new Answer(Kind.ABSENT, Value.ABSENT);
    public static final Answer REFUSED = new Answer(Kind.REFUSED, Value.ABSENT);

    public Answer {
        Check.argument(
                kind == Kind.VALUE || value.isAbsent(), "kind=%s has no value=%s", kind, value);
    }

    public static Answer value(String text) {
        return new Answer(Kind.VALUE, Value.of(text));
    }

    /** That the key holds, or held, exactly this. */
    static Answer holding(Value value) {
        return value.isAbsent() ? ABSENT : new Answer(Kind.VALUE, value);
    }

    /** Whether it names what the key holds or held, if only its absence. */
    boolean namesValue() {
        return kind == Kind.VALUE || kind == Kind.ABSENT;
    }

    @Override
    public String toString() {
        return kind == Kind.VALUE ? value.toString() : kind.name().toLowerCase(Locale.ROOT);
    }
}
