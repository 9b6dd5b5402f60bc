package io.understudy.suite.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostTimeTest {

    @Test
    void whatTheHostKeptIsTheSumOverAllProcessors() {
        List<String> counters =
                List.of(
                        "cpu  2363021 1914485 793814 2539733 3163 0 161521 8750 0 0",
                        "cpu0 1175571 956205 393580 1280763 800 0 80663 4376 0 0",
                        "intr 1 2 3");
        assertEquals(Optional.of(Duration.ofMillis(87_500)), HostTime.kept(counters));
    }

    @Test
    void whereNobodyCountsNothingIsKnown() {
        assertEquals(Optional.empty(), HostTime.kept(List.of()));
        assertEquals(Optional.empty(), HostTime.kept(List.of("cpu  1 2 3 4")));
    }
}
