package io.understudy.simulation.history;

import io.understudy.simulation.history.Operation.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The calls on one key as the search needs them: first the known ones, which must have a place,
 * then the unknown ones, which may have one; both in the order in which they were called. Calls
 * that cannot matter are left out: what was not done, and unknown ones that could change nothing.
 */
final class Agenda {

    /** One of the places where a word is asked for; see {@link #words(int)}. */
    static final int ABSENCE = -1;

    private final List<Call> calls = new ArrayList<>();
    private final int knownCount;
    private final List<Reading> readings = new ArrayList<>();
    private final int[][] words;
    private final int[] kinds;
    private final boolean[] changes;
    private final Vocabulary vocabulary;
    private final Question question;

    /**
     * A call whose answer is not believed but asked for.
     *
     * @param call {@code null}, not an answer, if nothing is asked
     * @param except answers that are known already
     */
    record Question(Call call, Set<Answer> except) {
        static final Question NONE = new Question(null, new LinkedHashSet<>());
    }

    Agenda(List<Call> all, Question question) {
        this.question = question;
        List<Call> byTime = new ArrayList<>(all);
        byTime.sort(Comparator.comparingLong(Call::called));
        byTime.stream().filter(call -> call.answer().isPresent()).forEach(calls::add);
        this.knownCount = calls.size();
        byTime.stream()
                .filter(call -> call.isUnknown() && call.operation().form() != Form.GET)
                .forEach(calls::add);
        calls.forEach(call -> readings.add(reading(call)));
        TreeSet<String> texts = new TreeSet<>();
        for (Reading reading : readings) {
            reading.values().stream()
                    .filter(value -> !value.isAbsent())
                    .forEach(value -> texts.add(value.text()));
        }
        this.vocabulary = new Vocabulary(texts);
        this.words = readings.stream().map(this::words).toArray(int[][]::new);
        this.kinds = kinds();
        this.changes = new boolean[calls.size()];
        for (int i = 0; i < changes.length; i++) {
            Call call = calls.get(i);
            changes[i] = asks(i) || call.answer().map(call.operation()::changes).orElse(true);
        }
    }

    /** An unknown compare-and-set is of use only where it finds what it expects. */
    private Reading reading(Call call) {
        if (call == question.call()) {
            return Reading.ASKED;
        }
        if (call.answer().isPresent()) {
            return call.operation().reading(call.answer().get());
        }
        return call.operation().form() == Form.COMPARE_AND_SET
                ? call.operation().reading(Answer.DONE)
                : Reading.NOTHING;
    }

    private int[] words(Reading reading) {
        return reading.values().stream()
                .mapToInt(value -> value.isAbsent() ? ABSENCE : vocabulary.indexOf(value))
                .toArray();
    }

    private int[] kinds() {
        record Kind(Operation operation, Outcome outcome, boolean asked) {}
        Map<Kind, Integer> numbers = new LinkedHashMap<>();
        int[] result = new int[calls.size()];
        for (int i = 0; i < result.length; i++) {
            Kind kind = new Kind(calls.get(i).operation(), calls.get(i).outcome(), asks(i));
            result[i] = numbers.computeIfAbsent(kind, unused -> numbers.size());
        }
        return result;
    }

    int size() {
        return calls.size();
    }

    int knownCount() {
        return knownCount;
    }

    Call call(int index) {
        return calls.get(index);
    }

    Operation operation(int index) {
        return calls.get(index).operation();
    }

    boolean isKnown(int index) {
        return index < knownCount;
    }

    boolean asks(int index) {
        return calls.get(index) == question.call();
    }

    Reading reading(int index) {
        return readings.get(index);
    }

    /** The words of which its reading says that the call met one; {@link #ABSENCE} for absence. */
    int[] words(int index) {
        return words[index];
    }

    /** Equal for calls that can take each other's place but for their times. */
    int kind(int index) {
        return kinds[index];
    }

    /** Whether it may have changed the value. */
    boolean changes(int index) {
        return changes[index];
    }

    Form form(int index) {
        return operation(index).form();
    }

    long called(int index) {
        return calls.get(index).called();
    }

    long ended(int index) {
        return calls.get(index).ended();
    }

    /** Whether its answer says nothing, so that it fits anywhere. */
    boolean isBlind(int index) {
        return isKnown(index) && reading(index).kind() == Reading.Kind.NOTHING;
    }

    /** Whether the call, coming next, would have been answered as it was. */
    boolean fits(int index, Value before) {
        Answer answer = operation(index).answer(before);
        return asks(index)
                ? !question.except().contains(answer)
                : answer.equals(call(index).answer().orElseThrow());
    }

    /** Whether there is an unknown call that would hash the value. */
    boolean mayHashUnknown() {
        return IntStream.range(knownCount, size()).anyMatch(call -> form(call) == Form.PUT_HASH);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }
}
