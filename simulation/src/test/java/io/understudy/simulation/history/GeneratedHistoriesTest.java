package io.understudy.simulation.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.simulation.history.Agenda.Question;
import io.understudy.simulation.history.Recording.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The search against histories of a real copy, and against trying every order. */
class GeneratedHistoriesTest {

    private static final long SMALL = Long.getLong("historiesSmall", 40_000);
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
}
