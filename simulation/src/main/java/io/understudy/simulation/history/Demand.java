package io.understudy.simulation.history;

import io.understudy.simulation.history.Operation.Form;
import java.util.TreeSet;

/**
 * What the calls that have no place yet may still see of a value. Two values between which none of
 * them can tell are one for the search: without that, the orders in which ten texts were appended
 * that nobody read before they were overwritten would be ten million different states.
 */
final class Demand {

    /**
     * What can be seen of a value.
     *
     * @param first with {@code second}, tells apart what {@code kind} does not
     */
    record Look(Kind kind, int first, int second, String text) {
        static final Look ABSENT = new Look(Kind.ABSENT, 0, 0, "");
        static final Look BLANK = new Look(Kind.BLANK, 0, 0, "");
    }

    /** How much can be seen of a value. */
    enum Kind {
        ABSENT,
        /** All of it: it is the beginning of a word that is still asked for. */
        WORD,
        /** All of it: it may be counted on, or refused as no number. */
        NUMBER,
        /** Its hash. */
        HASH,
        /** That it is there. */
        BLANK
    }

    private final Agenda agenda;

    /** How often each word is asked for, as a tree of sums (Fenwick 1994). */
    private final int[] sums;

    private int absences = 0;
    private int presences = 0;
    private int refusals = 0;
    private int questions = 0;
    private int unknownIncrements = 0;

    /** Unknown calls without a place that would hash the value. */
    private final TreeSet<Integer> unknownHashes = new TreeSet<>();

    /** Whether a hash counts as seen whatever comes of it. */
    private final boolean anyHash;

    /**
     * @param anyHash otherwise an unknown call that hashes sees a value only if a word begins with
     *     the hash. Nearly always that is so; not, if the value is appended to first, or what comes
     *     of it is hashed again, before anybody looks
     */
    Demand(Agenda agenda, boolean anyHash) {
        this.agenda = agenda;
        this.anyHash = anyHash;
        this.sums = new int[agenda.vocabulary().size() + 1];
        for (int i = 0; i < agenda.size(); i++) {
            put(i);
        }
    }

    /** The call has no place (any more). */
    void put(int call) {
        count(call, 1);
    }

    /** The call has its place. */
    void take(int call) {
        count(call, -1);
    }

    private void count(int call, int change) {
        for (int word : agenda.words(call)) {
            if (word == Agenda.ABSENCE) {
                absences += change;
            } else {
                addToSums(word, change);
            }
        }
        Reading.Kind kind = agenda.reading(call).kind();
        presences += kind == Reading.Kind.PRESENT ? change : 0;
        refusals += kind == Reading.Kind.NO_NUMBER ? change : 0;
        questions += kind == Reading.Kind.ASKED ? change : 0;
        if (!agenda.isKnown(call)) {
            if (agenda.form(call) == Form.PUT_HASH && change > 0) {
                unknownHashes.add(call);
            } else {
                unknownHashes.remove(call);
            }
            unknownIncrements += agenda.form(call) == Form.INCREMENT ? change : 0;
        }
    }

    private void addToSums(int word, int change) {
        for (int i = word + 1; i < sums.length; i += i & -i) {
            sums[i] += change;
        }
    }

    private int sumBefore(int word) {
        int sum = 0;
        for (int i = word; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        return sum;
    }

    /** Whether a word that begins with it is still asked for. */
    boolean isBeginning(Sight sight) {
        return sumBefore(sight.to()) > sumBefore(sight.from())
                || (sight.value().isAbsent() && absences > 0);
    }

    /** Equal for values between which none of the calls without a place can tell. */
    Look look(Sight sight) {
        Value value = sight.value();
        if (value.isAbsent()) {
            return Look.ABSENT;
        }
        if (questions > 0) {
            // Whoever asks sees everything. Hash and length do: no verdict rests on them.
            return new Look(Kind.HASH, value.fnv(), value.length(), "");
        }
        if (isBeginning(sight)) {
            return new Look(Kind.WORD, sight.from(), value.length(), "");
        }
        if (refusals + unknownIncrements > 0 && value.mayBecomeNumber()) {
            return new Look(Kind.NUMBER, 0, 0, value.text());
        }
        return seesHash(value) ? new Look(Kind.HASH, value.fnv(), 0, "") : Look.BLANK;
    }

    private boolean seesHash(Value value) {
        if (anyHash) {
            return !unknownHashes.isEmpty();
        }
        for (int call : unknownHashes) {
            if (isBeginning(agenda.vocabulary().look(agenda.operation(call).after(value)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything about the value, were it only its presence, can still be seen. */
    boolean sees(Sight sight) {
        return presences + refusals + questions > 0
                || isBeginning(sight)
                || (unknownIncrements > 0 && sight.value().mayBecomeNumber())
                || seesHash(sight.value());
    }

    /** Whether the value is there and, as far as anybody cares, no number. */
    boolean isTextAnyway(Sight sight) {
        Value value = sight.value();
        return !value.isAbsent() && (refusals == 0 || !value.mayBecomeNumber());
    }
}
