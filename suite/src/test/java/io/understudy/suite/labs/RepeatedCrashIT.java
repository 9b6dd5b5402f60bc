package io.understudy.suite.labs;

import static io.understudy.suite.labs.Lab.S1;
import static io.understudy.suite.labs.Lab.S2;
import static io.understudy.suite.labs.Lab.S3;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.suite.labs.Net.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lab's TestRepeatedCrash and TestRepeatedCrashUnreliable: one server after the other is
 * killed, whatever its part, and comes back with an empty memory, while clients go on.
 *
 * <p>The lab trusts that a second is enough for the rest to have a backup again; here that is
 * awaited.
 */
@Scenarios
class RepeatedCrashIT {

    private static final List<String> SERVERS = List.of(S1, S2, S3);
    private static final int CLIENTS = 2;
    private static final int KEYS = 10;

    private static final int CRASHES = Pace.of(10, 6);

    /** Draws a primary, a backup and an idle server first, then a backup and the two again. */
    private static final long VICTIMS = 5;

    /** Before and after each crash. */
    private static final Duration REST = Pace.of(Duration.ofSeconds(1), Duration.ofMillis(150));

    private static final Duration BREATH = Duration.ofMillis(10);

    private volatile boolean over = false;

    @DisplayName("TestRepeatedCrash: Repeated failures/restarts")
    @ParameterizedTest
    @EnumSource
    void repeatedCrash(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            lab.startInOrder(S1, S2, S3);
            crashDuring(lab, this::putAndGet, server -> {});
        }
    }

    @DisplayName("TestRepeatedCrashUnreliable: Repeated failures/restarts; unreliable (2013)")
    @ParameterizedTest
    @EnumSource
    void repeatedCrashUnreliablePut(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            crashUnreliableDuring(lab, 1, this::putAndGet);
        }
    }

    @DisplayName("TestRepeatedCrashUnreliable: Repeated failures/restarts; unreliable (2014)")
    @ParameterizedTest
    @EnumSource
    void repeatedCrashUnreliablePutHash(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            crashUnreliableDuring(lab, 2, this::putHash);
        }
    }

    @DisplayName("TestRepeatedCrashUnreliable: Repeated failures/restarts; unreliable (2015)")
    @ParameterizedTest
    @EnumSource
    void repeatedCrashUnreliableAppend(Rules rules) throws IOException {
        try (Lab lab = Lab.open(new Lab.Setting(rules))) {
            List<Integer> counts = crashUnreliableDuring(lab, 3, this::append);
            Appended.check(lab.clerk().get("0"), counts.get(0), counts.get(1));
        }
    }

    /** A client until the crashes are over; how much it has done. */
    private interface Client {
        int run(int number, Clerk clerk);
    }

    private interface Restart {
        void before(String server);
    }

    private List<Integer> crashUnreliableDuring(Lab lab, long seed, Client client) {
        Unreliable servers = new Unreliable(Fate.LOST, seed, S1, S2, S3);
        lab.obey(servers);
        lab.startInOrder(S1, S2, S3);
        // As in the lab, so that its network gets better with each crash.
        return crashDuring(lab, client, servers::becomesReliable);
    }

    private List<Integer> crashDuring(Lab lab, Client client, Restart restart) {
        List<Integer> done;
        try (Clients<Integer> clients = new Clients<>(lab, CLIENTS, client::run)) {
            SplittableRandom random = new SplittableRandom(VICTIMS);
            for (int crash = 0; crash < CRASHES; crash++) {
                String server = SERVERS.get(random.nextInt(SERVERS.size()));
                rest();
                lab.kill(server);
                rest();
                lab.awaitPairWithout(server);
                restart.before(server);
                lab.start(server);
            }
            over = true;
            done = clients.join();
        }
        Clerk clerk = lab.clerk();
        clerk.put("aaa", "bbb");
        assertEquals("bbb", clerk.get("aaa"));
        return done;
    }

    private int putAndGet(int client, Clerk clerk) {
        SplittableRandom random = new SplittableRandom(client);
        Map<String, String> written = new TreeMap<>();
        int done = 0;
        while (!over) {
            String key = Integer.toString(client * 1_000_000 + random.nextInt(KEYS));
            if (written.containsKey(key)) {
                assertEquals(written.get(key), clerk.get(key));
            }
            String value = Integer.toString(random.nextInt(Integer.MAX_VALUE));
            clerk.put(key, value);
            written.put(key, value);
            done++;
            breathe();
        }
        return done;
    }

    private int putHash(int client, Clerk clerk) {
        String key = Integer.toString(client);
        String chain = "";
        int done = 0;
        while (!over) {
            String argument = Integer.toString(done);
            assertEquals(chain, clerk.putHash(key, argument));
            chain = HashChain.next(chain, argument);
            assertEquals(chain, clerk.get(key));
            done++;
            breathe();
        }
        return done;
    }

    private int append(int client, Clerk clerk) {
        int done = 0;
        while (!over) {
            clerk.append("0", Appended.word(client, done));
            done++;
            breathe();
        }
        return done;
    }

    /** The clients go on while nothing happens. */
    private static void rest() {
        LockSupport.parkNanos(REST.toNanos());
    }

    private static void breathe() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BREATH.toMillis()));
    }
}
