package io.understudy.simulation.history;

import java.util.List;

/**
 * What an answer tells about the value that its call met.
 *
 * @param values for {@code ONE_OF}; none of them means that no value whatever would explain it
 */
record Reading(Kind kind, List<Value> values) {

    /** How much it tells. */
    enum Kind {
        /** The same answer would have come whatever the key held. */
        NOTHING,
        /** It was one of a few. */
        ONE_OF,
        /** There was something. */
        PRESENT,
        /** There was something, and it could not be counted on. */
        NO_NUMBER,
        /** Something; which, is being asked. */
        ASKED
    }

    static final Reading NOTHING = new Reading(Kind.NOTHING, List.of());
    static final Reading PRESENT = new Reading(Kind.PRESENT, List.of());
    static final Reading NO_NUMBER = new Reading(Kind.NO_NUMBER, List.of());
    static final Reading ASKED = new Reading(Kind.ASKED, List.of());
    static final Reading IMPOSSIBLE = new Reading(Kind.ONE_OF, List.of());

    static Reading oneOf(Value... values) {
        return new Reading(Kind.ONE_OF, List.of(values));
    }

    /** Of an answer that names the value. */
    static Reading named(Answer answer) {
        return answer.namesValue() ? oneOf(answer.value()) : IMPOSSIBLE;
    }
}
