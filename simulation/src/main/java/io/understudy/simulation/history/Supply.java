package io.understudy.simulation.history;

import io.understudy.simulation.history.Operation.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the words that are still asked for can come from. A word that some answer names, that the
 * key does not hold, and that no call without a place can make is lost, and with it the order
 * tried.
 */
final class Supply {

    private static final int NO_WORD = -1;

    private final Agenda agenda;

    /** By word: known calls without a place that can have met nothing else. */
    private final int[] asked;

    /** By word: calls without a place that write exactly it. */
    private final int[] writers;

    /** By call: the word it writes. */
    private final int[] writes;

    /** By call: the number of its tail, if it is an append. */
    private final int[] tails;

    /** By tail: appends of it without a place. */
    private final int[] appends;

    /** By tail: the words that end with it. */
    private final List<List<Integer>> wordsByTail = new ArrayList<>();

    private final List<List<Integer>> tailsByWord = new ArrayList<>();

    private int absenceAsked = 0;
    private int deletes = 0;
    private int unknownHashes = 0;
    private int unknownIncrements = 0;

    /** Of everything; nothing has its place. */
    Supply(Agenda agenda) {
        this.agenda = agenda;
        int wordCount = agenda.vocabulary().size();
        this.asked = new int[wordCount];
        this.writers = new int[wordCount];
        this.writes = new int[agenda.size()];
        this.tails = new int[agenda.size()];
        Map<String, Integer> tailNumbers = new LinkedHashMap<>();
        for (int call = 0; call < agenda.size(); call++) {
            writes[call] = written(call);
            tails[call] =
                    agenda.operation(call) instanceof Operation.Append append
                            ? tailNumbers.computeIfAbsent(append.tail(), this::number)
                            : NO_WORD;
        }
        this.appends = new int[tailNumbers.size()];
        for (int word = 0; word < wordCount; word++) {
            tailsByWord.add(new ArrayList<>());
        }
        tailNumbers.forEach(this::join);
        for (int call = 0; call < agenda.size(); call++) {
            count(call, 1);
        }
    }

    private int number(String tail) {
        wordsByTail.add(new ArrayList<>());
        return wordsByTail.size() - 1;
    }

    private void join(String tail, int number) {
        for (int word = 0; word < tailsByWord.size(); word++) {
            if (agenda.vocabulary().word(word).endsWith(tail)) {
                tailsByWord.get(word).add(number);
                wordsByTail.get(number).add(word);
            }
        }
    }

    private int written(int call) {
        if (!agenda.changes(call)) {
            return NO_WORD;
        }
        return agenda.operation(call).writes(agenda.reading(call)).stream()
                .flatMapToInt(value -> agenda.vocabulary().find(value).stream())
                .findFirst()
                .orElse(NO_WORD);
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
        if (writes[call] != NO_WORD) {
            writers[writes[call]] += change;
        }
        if (tails[call] != NO_WORD) {
            appends[tails[call]] += change;
        }
        deletes += agenda.form(call) == Form.DELETE && agenda.changes(call) ? change : 0;
        if (!agenda.isKnown(call) || agenda.asks(call)) {
            unknownHashes += agenda.form(call) == Form.PUT_HASH ? change : 0;
            unknownIncrements += agenda.form(call) == Form.INCREMENT ? change : 0;
        }
        int[] words = agenda.words(call);
        if (agenda.isKnown(call) && words.length == 1) {
            if (words[0] == Agenda.ABSENCE) {
                absenceAsked += change;
            } else {
                asked[words[0]] += change;
            }
        }
    }

    /** Whether an answer names what nobody can ever have written. */
    boolean isLostFromTheBeginning(Sight now) {
        return IntStream.range(0, asked.length).anyMatch(word -> isLost(word, now));
    }

    /**
     * Whether something is lost now that {@code call} has made {@code after} of {@code before}, if
     * nothing was before.
     */
    boolean isLost(Sight before, int call, Sight after) {
        if (before.value().isAbsent()) {
            return !after.value().isAbsent() && absenceAsked > 0 && deletes == 0;
        }
        if (before.isWord() && isLost(before.from(), after)) {
            return true;
        }
        if (tails[call] != NO_WORD && appends[tails[call]] == 0) {
            for (int word : wordsByTail.get(tails[call])) {
                if (isLost(word, after)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isLost(int word, Sight now) {
        boolean held = now.isWord() && now.from() == word;
        if (asked[word] == 0 || held || writers[word] > 0) {
            return false;
        }
        if (unknownHashes + unknownIncrements > 0
                && agenda.vocabulary().value(word).mayBecomeNumber()) {
            return false;
        }
        for (int tail : tailsByWord.get(word)) {
            if (appends[tail] > 0) {
                return false;
            }
        }
        return true;
    }
}
