package io.understudy.simulation.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.simulation.history.Agenda.Question;
import io.understudy.simulation.history.Recording.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The search against histories of a real copy, and against trying every order. */
class GeneratedHistoriesTest {

    private static final long SMALL = Long.getLong("historiesSmall", 15_000);
    private static final long MIDDLE = 2_000;

    private static KeyCheck check(List<Call> calls) {
        return new KeyCheck(calls, Question.NONE, Linearizability.STEPS_MAX_DEFAULT);
    }

    private static String told(long seed, List<Call> calls) {
        return calls.stream()
                .map(Call::toString)
                .collect(Collectors.joining("\n", "seed " + seed + "\n", "\n"));
    }

    private static List<Call> small(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Recording.of(
                seed,
                new Settings(
                        Mix.values()[random.nextInt(Mix.values().length)],
                        1 + random.nextInt(4),
                        1 + random.nextInt(8),
                        random.nextInt(300),
                        random.nextInt(100)));
    }

    /** One or two answers are not what they were; mostly that cannot be explained, often it can. */
    private static List<Call> corrupted(long seed, List<Call> calls) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Call> result = new ArrayList<>(calls);
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            int victim = random.nextInt(result.size());
            Call call = result.get(victim);
            if (call.answer().isPresent()) {
                result.set(victim, call.answered(another(random, result)));
            }
        }
        return result;
    }

    private static Answer another(SplittableRandom random, List<Call> calls) {
        Answer other = calls.get(random.nextInt(calls.size())).answer().orElse(Answer.value("1"));
        return switch (random.nextInt(8)) {
            case 0 -> Answer.DONE;
            case 1 -> Answer.ABSENT;
            case 2 -> Answer.REFUSED;
            case 3 -> Answer.value("a");
            default -> other;
        };
    }

    @Test
    void theVerdictOnASmallHistoryIsThatOfTryingEveryOrder() {
        long refused =
                LongStream.range(0, SMALL)
                        .parallel()
                        .filter(
                                seed -> {
                                    List<Call> calls = small(seed);
                                    boolean fine = agreedToBeFine(seed, calls);
                                    assertTrue(fine, () -> told(seed, calls));
                                    return !agreedToBeFine(seed, corrupted(seed, calls));
                                })
                        .count();
        System.out.printf(
                "%d small histories and as many corrupted, %d of those refused by both%n",
                SMALL, refused);
        assertTrue(refused > SMALL / 4, "too few corrupted histories are wrong");
    }

    private static boolean agreedToBeFine(long seed, List<Call> calls) {
        boolean fine = BruteForce.isLinearizable(calls);
        assertEquals(
                fine ? Verdict.LINEARIZABLE : Verdict.REFUSED,
                check(calls).verdict(),
                () -> told(seed, calls));
        return fine;
    }

    @Test
    void whatARealCopyAnsweredIsNeverRefused() {
        long steps =
                LongStream.range(0, MIDDLE)
                        .parallel()
                        .map(
                                seed -> {
                                    List<Call> calls = middle(seed);
                                    KeyCheck check = check(calls);
                                    assertEquals(
                                            Verdict.LINEARIZABLE,
                                            check.verdict(),
                                            () -> told(seed, calls));
                                    return check.steps();
                                })
                        .sum();
        System.out.printf("%d histories of a real copy, %d steps each%n", MIDDLE, steps / MIDDLE);
    }

    private static List<Call> middle(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Recording.of(
                seed,
                new Settings(
                        Mix.values()[(int) (seed % Mix.values().length)],
                        2 + random.nextInt(9),
                        100 + random.nextInt(200),
                        random.nextInt(20),
                        random.nextInt(20)));
    }

    @Test
    void anAnswerThatCannotBeIsFoundAmongAThousand() {
        int caught = 0;
        for (Mix mix : Mix.values()) {
            for (Corruption corruption : Corruption.values()) {
                for (long seed = 0; corruption.suits(mix) && seed < 10; seed++) {
                    List<Call> calls = Recording.of(seed, new Settings(mix, 8, 1_000, 5, 5));
                    List<Call> wrong = corruption.apply(new SplittableRandom(seed), calls);
                    String which = mix + " " + corruption + " seed " + seed;
                    assertEquals(Verdict.REFUSED, check(wrong).verdict(), which);
                    caught++;
                }
            }
        }
        System.out.printf("%d of %d impossible answers caught%n", caught, caught);
    }

    @Test
    void fiveThousandCallsOnOneKeyTakeAFewStepsEach() {
        for (Mix mix : Mix.values()) {
            List<Call> calls = Recording.of(1, new Settings(mix, 8, 5_000, 2, 2));
            long unknown = calls.stream().filter(Call::isUnknown).count();
            KeyCheck check = check(calls);
            assertEquals(Verdict.LINEARIZABLE, check.verdict(), mix::toString);
            assertTrue(check.steps() < 20L * calls.size(), mix + " steps=" + check.steps());
            System.out.printf(
                    "%s: %d calls, %d unknown, %d steps%n",
                    mix, calls.size(), unknown, check.steps());
        }
    }

    @Test
    void whatTakesTooLongIsUndecidedAndNothingElse() {
        List<Call> calls = middle(1);
        assertEquals(Verdict.UNDECIDED, new KeyCheck(calls, Question.NONE, 30).verdict());
        Judgement judgement = judgementOf(calls, 30);
        assertEquals(Verdict.UNDECIDED, judgement.verdict());
        assertEquals(List.of("k"), judgement.undecided());
        assertTrue(judgement.toString().contains("undecided=[k]"), judgement::toString);
    }

    /** Tells the calls again, in the order of their events. */
    private static Judgement judgementOf(List<Call> calls, long stepsMax) {
        TreeMap<Long, Call> events = new TreeMap<>();
        calls.forEach(call -> events.put(call.called(), call));
        calls.stream()
                .filter(call -> call.ended() != Call.NEVER)
                .forEach(call -> events.put(call.ended(), call));
        History history = new History();
        Map<Call, Integer> numbers = new HashMap<>();
        events.forEach(
                (moment, call) -> {
                    if (moment == call.called()) {
                        numbers.put(call, history.called(call.client(), "k", call.operation()));
                    } else {
                        history.answered(numbers.get(call), call.answer().orElseThrow());
                    }
                });
        return new Linearizability(stepsMax).judge(history);
    }

    @Test
    void anExplanationNamesTheFirstAnswerThatNothingExplains() {
        int explained = 0;
        for (long seed = 0; explained < 500; seed++) {
            List<Call> calls = corrupted(seed, small(seed));
            if (!BruteForce.isLinearizable(calls)) {
                explainedRightly(seed, calls);
                explained++;
            }
        }
    }

    private static void explainedRightly(long seed, List<Call> calls) {
        Explanation explanation = new Explanation(calls, Linearizability.STEPS_MAX_DEFAULT);
        List<Call> beginning = explanation.beginning();
        Call culprit = explanation.culprit();
        String which = told(seed, calls);
        assertFalse(BruteForce.isLinearizable(beginning), which);
        assertTrue(BruteForce.isLinearizable(with(beginning, culprit, Answer.DONE, true)), which);
        for (Answer answer : explanation.possible()) {
            assertTrue(
                    BruteForce.isLinearizable(with(beginning, culprit, answer, false)),
                    () -> answer + " is not possible: " + which);
        }
        for (String text : List.of("a", "b", "1", "2")) {
            Answer answer = Answer.value(text);
            boolean told = explanation.possible().contains(answer) || explanation.mayBeMore();
            assertTrue(
                    told || !BruteForce.isLinearizable(with(beginning, culprit, answer, false)),
                    () -> answer + " is possible, too: " + which);
        }
    }

    private static List<Call> with(
            List<Call> calls, Call culprit, Answer answer, boolean asUnknown) {
        List<Call> result = new ArrayList<>(calls);
        Call changed = asUnknown ? culprit.upTo(culprit.called()) : culprit.answered(answer);
        result.set(result.indexOf(culprit), changed);
        return result;
    }
}
