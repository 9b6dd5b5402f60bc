package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.suite.local.LocalCluster;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody burns a core in waiting for somebody who is not there.
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

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int WINDOWS_MAX = 8;

    @RegisterExtension
    private static final RunningCluster CLUSTER =
            new RunningCluster(LocalCluster.Shape.USUAL.withoutRelaunch());

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"nobody", "RM1", "GFD1", "M1", "S1"})
    @Timeout(120)
    void withAnyOneKindOfProcessMissingTheOthersUseNoMeasurableCpu(String missing)
            throws Exception {
        if (!missing.equals("nobody")) {
            CLUSTER.kill(missing);
        }
        Map<String, Double> shares = new TreeMap<>();
        for (int window = 0; window < WINDOWS_MAX; window++) {
            shares = measure();
            print(missing, shares);
            if (areIdle(shares)) {
                break;
            }
        }
        assertTrue(areIdle(shares), "shares of a core without " + missing + ": " + shares);
    }

    private static boolean areIdle(Map<String, Double> shares) {
        return shares.values().stream().allMatch(share -> share <= CORE_SHARE_MAX);
    }

    private static Map<String, Double> measure() throws IOException {
        Map<String, ProcessHandle> alive = new TreeMap<>();
        CLUSTER.local()
                .children()
                .forEach(
                        (name, child) -> {
                            if (child.isAlive()) {
                                alive.put(name, child.toHandle());
                            }
                        });
        Map<String, Double> before = new TreeMap<>();
        for (Map.Entry<String, ProcessHandle> each : alive.entrySet()) {
            before.put(each.getKey(), Processes.cpuSeconds(each.getValue()));
        }
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WINDOW_NANOS) {
            LockSupport.parkNanos(WINDOW_NANOS - (System.nanoTime() - begin));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Double> shares = new TreeMap<>();
        for (Map.Entry<String, ProcessHandle> each : alive.entrySet()) {
            double used = Processes.cpuSeconds(each.getValue()) - before.get(each.getKey());
            shares.put(each.getKey(), used / seconds);
        }
        return shares;
    }

    private static void print(String missing, Map<String, Double> shares) {
        StringBuilder line = new StringBuilder("CPU without " + missing + ":");
        shares.forEach(
                (name, share) ->
                        line.append(String.format(Locale.ROOT, " %s %.1f%%", name, 100 * share)));
        System.out.println(line);
    }
}
