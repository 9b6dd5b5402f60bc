package io.understudy.simulation;

import io.understudy.simulation.Play.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Plays the worlds of a range of seeds, on all cores. A red one does not end the run: the next may
 * be red for another reason, and which seeds are tells something about the cause.
 */
final class Worlds {

    /** With so many red ones more would tell nothing new. */
    static final int RED_MAX = 50;

    private static final long PROGRESS_EVERY = 1_000;

    private final long first;
    private final long count;
    private final LongFunction<Outcome> play;
    private final PrintStream out;

    private final ConcurrentSkipListMap<Long, String> red = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Oddity, Long> odd = new ConcurrentSkipListMap<>();
    private final AtomicInteger redCount = new AtomicInteger();
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong views = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    Worlds(long first, long count, LongFunction<Outcome> play, PrintStream out) {
        this.first = first;
        this.count = count;
        this.play = play;
        this.out = out;
    }

    /** Every red seed with what went wrong; of the first the world's last words as well. */
    Map<Long, String> play() {
        // Looks for a reason to stop, so that it does stop there.
        LongStream.range(first, first + count).parallel().anyMatch(this::playAndHaveEnough);
        out.println(summary());
        out.println("in how many worlds: " + odd);
        return red;
    }

    private boolean playAndHaveEnough(long seed) {
        try {
            Outcome outcome = play.apply(seed);
            waiting.addAndGet(outcome.whole() ? 0 : 1);
            views.addAndGet(outcome.views());
            answered.addAndGet(outcome.answered());
            faults.addAndGet(outcome.faults());
            outcome.odd().forEach(one -> odd.merge(one, 1L, Long::sum));
        } catch (AssertionError wrong) {
            redCount.incrementAndGet();
            red.put(seed, wrong.getMessage());
            out.println("red: " + lastWords(wrong.getMessage()));
            // A story is long; one is enough to begin with.
            red.tailMap(red.firstKey(), false).replaceAll((other, story) -> lastWords(story));
        }
        long soFar = played.incrementAndGet();
        if (soFar % PROGRESS_EVERY == 0 && soFar < count) {
            out.println(summary());
        }
        return redCount.get() >= RED_MAX;
    }

    private static String lastWords(String story) {
        int at = story.lastIndexOf("\nseed ");
        return (at < 0 ? story : story.substring(at + 1)).lines().findFirst().orElse("");
    }

    private String summary() {
        return String.format(
                "%d of %d worlds from seed %d, %d red; %d ended waiting for a member; %d faults,"
                        + " %d views, %d requests answered; %d s of CPU",
                played.get(),
                count,
                first,
                redCount.get(),
                waiting.get(),
                faults.get(),
                views.get(),
                answered.get(),
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toSeconds)
                        .orElse(0L));
    }

    Set<Oddity> odd() {
        return odd.keySet();
    }

    long waiting() {
        return waiting.get();
    }
}
