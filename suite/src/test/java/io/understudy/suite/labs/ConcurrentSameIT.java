package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.protocol.View;
import io.understudy.suite.labs.Net.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lab's TestConcurrentSame, TestConcurrentSameAppend and TestConcurrentSameUnreliable: what
 * several clients wrote at once, the backup has in the same order as the primary.
 */
@Scenarios
class ConcurrentSameIT {

    private static final int CLIENTS = 3;
    private static final int APPENDS = 50;
    private static final Duration PUTTING =
            Pace.of(Duration.ofSeconds(5), Duration.ofMillis(1_500));

    @DisplayName("TestConcurrentSame: Concurrent Put()s to the same key")
    @ParameterizedTest
    @EnumSource
    void concurrentSame(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.startInOrder(S1, S2);
            putsAreTheSameAfterPromotion(lab);
        }
    }

    @DisplayName("TestConcurrentSameAppend: Concurrent Append()s to the same key")
    @ParameterizedTest
    @EnumSource
    void concurrentSameAppend(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.startInOrder(S1, S2);
            try (Clients<Void> clients =
                    new Clients<>(
                            lab,
                            CLIENTS,
                            (client, clerk) -> {
                                for (int number = 0; number < APPENDS; number++) {
                                    clerk.append("k", Appended.word(client, number));
                                }
                                return null;
                            })) {
                clients.join();
            }
            Clerk clerk = lab.clerk();
            String before = clerk.get("k");
            Appended.check(before, APPENDS, APPENDS, APPENDS);

            promote(lab);

            assertEquals(before, clerk.get("k"));
        }
    }

    @DisplayName("TestConcurrentSameUnreliable: Concurrent Put()s to the same key; unreliable")
    @ParameterizedTest
    @EnumSource
    void concurrentSameUnreliable(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.obey(new Unreliable(Fate.LOST, 1, S1, S2));
            lab.startInOrder(S1, S2);
            putsAreTheSameAfterPromotion(lab);
        }
    }

    @DisplayName(
            "TestConcurrentSameUnreliable: Concurrent PutHash()es to the same key; unreliable (2014)")
    @ParameterizedTest
    @EnumSource
    void concurrentSameUnreliablePutHash(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.obey(new Unreliable(Fate.LOST, 2, S1, S2));
            lab.startInOrder(S1, S2);
            sameAfterPromotion(lab, (clerk, random) -> clerk.putHash(key(random), number(random)));
        }
    }

    /** What a client does again and again. */
    private interface Writing {
        void write(Clerk clerk, SplittableRandom random);
    }

    private static void putsAreTheSameAfterPromotion(Lab lab) {
        sameAfterPromotion(lab, (clerk, random) -> clerk.put(key(random), number(random)));
    }

    private static void sameAfterPromotion(Lab lab, Writing writing) {
        Clerk clerk = lab.clerk();
        List<String> keys = List.of("0", "1");
        keys.forEach(key -> clerk.put(key, "x"));
        long begin = System.nanoTime();
        try (Clients<Void> clients =
                new Clients<>(
                        lab,
                        CLIENTS,
                        (client, own) -> {
                            SplittableRandom random = new SplittableRandom(client);
                            while (System.nanoTime() - begin < PUTTING.toNanos()) {
                                writing.write(own, random);
                            }
                            return null;
                        })) {
            clients.join();
        }
        List<String> before = keys.stream().map(clerk::get).toList();
        before.forEach(value -> assertNotEquals("x", value));

        promote(lab);

        assertEquals(before, keys.stream().map(clerk::get).toList());
    }

    private static String key(SplittableRandom random) {
        return Integer.toString(random.nextInt(2));
    }

    private static String number(SplittableRandom random) {
        return Integer.toString(random.nextInt(Integer.MAX_VALUE));
    }

    private static void promote(Lab lab) {
        View before = lab.awaitPair();
        lab.kill(before.primary().name());
        lab.awaitPromotion(before);
    }
}
