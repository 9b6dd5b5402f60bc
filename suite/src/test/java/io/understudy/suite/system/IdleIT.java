package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.fail;

import io.understudy.suite.local.LocalCluster;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody burns a core in waiting for somebody who is not there: neither in a loop, nor by trying
 * again and again.
 *
 * <p>A window of time is measured, since there is no event for "nothing happens"; the first windows
 * may hold the compilation of what a start or a loss has made busy.
 */
@Tag("system")
class IdleIT {

    /**
     * Waiting in a loop takes all of a core; a machine that is busy elsewhere doubles any figure.
     */
    private static final double CORE_SHARE_MAX = 0.10;

    /**
     * How much more often a loop may turn than with everybody there. Unlike its share of a core,
     * that does not depend on how busy the machine is.
     */
    private static final double TURNS_MORE_MAX = 10;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int WINDOWS_MAX = 8;

    @RegisterExtension
    private static final RunningCluster CLUSTER =
            new RunningCluster(LocalCluster.Shape.USUAL.withoutRelaunch());

    /**
     * What a process did in a second.
     *
     * @param share of a core
     * @param turns of its loop; none before it has one
     */
    private record Effort(double share, double turns) {

        boolean isLittle() {
            return turns > 0 && share <= CORE_SHARE_MAX;
        }

        boolean isNoMoreThan(Effort other) {
            return isLittle() && turns <= other.turns + TURNS_MORE_MAX;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f%% %.0f/s", 100 * share, turns);
        }
    }

    @Test
    @Timeout(120)
    void withEverybodyThereNobodyUsesMuchCpu() throws Exception {
        measureUntil("everybody", efforts -> all(efforts, Effort::isLittle));
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"RM1", "GFD1", "M1", "S1"})
    @Timeout(120)
    void withAnyOneKindOfProcessMissingTheOthersWakeUpNoMoreOften(String missing) throws Exception {
        Map<String, Effort> before =
                measureUntil("everybody", efforts -> all(efforts, Effort::isLittle));
        CLUSTER.kill(missing);
        measureUntil(
                "all but " + missing,
                efforts ->
                        efforts.entrySet().stream()
                                .allMatch(
                                        each ->
                                                each.getValue()
                                                        .isNoMoreThan(before.get(each.getKey()))));
    }

    private static boolean all(Map<String, Effort> efforts, Predicate<Effort> wanted) {
        return efforts.values().stream().allMatch(wanted);
    }

    private static Map<String, Effort> measureUntil(
            String who, Predicate<Map<String, Effort>> wanted) throws IOException {
        Map<String, Effort> efforts = new TreeMap<>();
        for (int window = 0; window < WINDOWS_MAX; window++) {
            efforts = measure();
            System.out.println("idle with " + who + ": " + efforts);
            if (wanted.test(efforts)) {
                return efforts;
            }
        }
        return fail("too much with " + who + ": " + efforts);
    }

    private static Map<String, Effort> measure() throws IOException {
        Map<String, ProcessHandle> alive = new TreeMap<>();
        CLUSTER.local()
                .children()
                .forEach(
                        (name, child) -> {
                            if (child.isAlive()) {
                                alive.put(name, child.toHandle());
                            }
                        });
        Map<String, Effort> before = sinceBegin(alive);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WINDOW_NANOS) {
            LockSupport.parkNanos(WINDOW_NANOS - (System.nanoTime() - begin));
        }
        Map<String, Effort> after = sinceBegin(alive);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Effort> efforts = new TreeMap<>();
        after.forEach(
                (name, all) ->
                        efforts.put(
                                name,
                                new Effort(
                                        (all.share - before.get(name).share) / seconds,
                                        (all.turns - before.get(name).turns) / seconds)));
        return efforts;
    }

    private static Map<String, Effort> sinceBegin(Map<String, ProcessHandle> alive)
            throws IOException {
        Map<String, Effort> efforts = new TreeMap<>();
        for (Map.Entry<String, ProcessHandle> each : alive.entrySet()) {
            efforts.put(
                    each.getKey(),
                    new Effort(
                            Processes.cpuSeconds(each.getValue()),
                            Processes.loopTurns(each.getValue())));
        }
        return efforts;
    }
}
