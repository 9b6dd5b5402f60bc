package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static io.understudy.suite.labs.Lab.S3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Role;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lab's TestBasicFail. Each part goes on where the one before it ended, as in the original, so
 * each test first plays those.
 */
@Scenarios
class BasicFailIT {

    /** Of each server, ten times a second; the lab allows for as many words of its own besides. */
    private static final long PING_MS = 100;

    private static final int SERVERS = 2;
    private static final int WORDS_BESIDES = 20;

    private static final int PUTS = 100;

    /** In which a server that would answer, though it must not, has answered. */
    private static final int ANSWER_MS_MAX = 2_000;

    @DisplayName("TestBasicFail: Single primary, no backup")
    @ParameterizedTest
    @EnumSource
    void singlePrimaryNoBackup(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            playSinglePrimary(lab);
        }
    }

    @DisplayName("TestBasicFail: Add a backup")
    @ParameterizedTest
    @EnumSource
    void addABackup(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            playAddABackup(lab, playSinglePrimary(lab));
        }
    }

    @DisplayName("TestBasicFail: Count RPCs to viewserver")
    @ParameterizedTest
    @EnumSource
    void countRpcsToViewserver(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            Clerk clerk = playSinglePrimary(lab);
            playAddABackup(lab, clerk);
            playCount(lab, clerk);
        }
    }

    @DisplayName("TestBasicFail: Primary failure")
    @ParameterizedTest
    @EnumSource
    void primaryFailure(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            Clerk clerk = playSinglePrimary(lab);
            playAddABackup(lab, clerk);
            playPrimaryFailure(lab, clerk);
        }
    }

    @DisplayName("TestBasicFail: Kill last server, new one should not be active")
    @ParameterizedTest
    @EnumSource
    void killLastServerNewOneShouldNotBeActive(Rules rules) throws Exception {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            Clerk clerk = playSinglePrimary(lab);
            playAddABackup(lab, clerk);
            playPrimaryFailure(lab, clerk);
            lab.kill(S2);
            lab.start(S3);
            assertIsNotAnswered(clerk);
        }
    }

    /** Beside the lab: its third server is not the only one without state. */
    @DisplayName("TestBasicFail: Kill last server, nor should it when it is back")
    @ParameterizedTest
    @EnumSource
    void killLastServerNorShouldItWhenItIsBack(Rules rules) throws Exception {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            Clerk clerk = playSinglePrimary(lab);
            playAddABackup(lab, clerk);
            playPrimaryFailure(lab, clerk);
            lab.kill(S2);
            lab.start(S2);
            lab.start(S1);
            assertIsNotAnswered(clerk);
        }
    }

    private static Clerk playSinglePrimary(Lab lab) {
        lab.start(S1);
        lab.awaitServing(S1);
        Clerk clerk = lab.clerk();
        clerk.put("111", "v1");
        assertEquals("v1", clerk.get("111"));
        clerk.put("2", "v2");
        assertEquals("v2", clerk.get("2"));
        clerk.put("1", "v1a");
        assertEquals("v1a", clerk.get("1"));
        clerk.append("ak", "hello");
        assertEquals("hello", clerk.get("ak"));
        clerk.put("ak", "xx");
        clerk.append("ak", "yy");
        assertEquals("xxyy", clerk.get("ak"));
        return clerk;
    }

    private static void playAddABackup(Lab lab, Clerk clerk) {
        lab.start(S2);
        lab.awaitRoles(S1, S2);
        // Perhaps before the backup has the state.
        clerk.put("3", "33");
        assertEquals("33", clerk.get("3"));
        lab.awaitServing(S1, S2);
        clerk.put("4", "44");
        assertEquals("44", clerk.get("4"));
    }

    private static void playCount(Lab lab, Clerk clerk) {
        // Those that the lab has; what the detectors say is not for lack of a view.
        Set<Role> counted = Set.of(Role.REPLICA, Role.CLIENT);
        AtomicInteger words = new AtomicInteger();
        lab.obey(
                frame -> {
                    if (frame.to().equals(Lab.MANAGER) && counted.contains(frame.from().role())) {
                        words.incrementAndGet();
                    }
                    return Net.Fate.PASSED;
                });
        long begin = System.nanoTime();
        for (int i = 0; i < PUTS; i++) {
            clerk.put("xk" + i, Integer.toString(i));
        }
        long pings = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / PING_MS;
        long wordsMax = SERVERS * pings + WORDS_BESIDES;
        assertTrue(words.get() <= wordsMax, words + " words, want at most " + wordsMax);
    }

    private static void playPrimaryFailure(Lab lab, Clerk clerk) {
        lab.kill(S1);
        lab.awaitRoles(S2);
        assertEquals("v1a", clerk.get("1"));
        assertEquals("33", clerk.get("3"));
        assertEquals("44", clerk.get("4"));
    }

    private static void assertIsNotAnswered(Clerk clerk) {
        CompletableFuture<String> answer = clerk.soon("1");
        assertThrows(
                TimeoutException.class, () -> answer.get(ANSWER_MS_MAX, TimeUnit.MILLISECONDS));
    }
}
