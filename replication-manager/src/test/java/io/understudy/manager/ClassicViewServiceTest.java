package io.understudy.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.understudy.protocol.ReplicaId;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The nine scenarios by which the classic view-service lab is graded, under the rule they demand:
 * {@code strictAcknowledgement}, two servers in a view, a ping every 100 ms, dead after five
 * missed. Each scenario goes on where the one before it ended, as in the original, so each test
 * first plays those.
 *
 * <p>A ping of a server is here what its local detector and the server itself would say: {@code
 * ping(n)} shows a server that has joined view n, and that has reconciled it if it is the primary;
 * {@code ping(0)} after any other ping, or after being taken for dead, is a new incarnation.
 */
class ClassicViewServiceTest {

    private static final int DEAD_PINGS = 5;
    private static final long PING_MICROS = 100_000;

    private static final String CK1 = "S1";
    private static final String CK2 = "S2";
    private static final String CK3 = "S3";

    private final Trial trial = new Trial(true, 2);
    private final TreeMap<String, Server> servers = new TreeMap<>();

    private static final class Server {
        private ReplicaId life;
        private boolean joined = false;
        private int missed = 0;
        private boolean suspected = false;
    }

    private record Seen(String primary, String backup, long number) {}

    @BeforeEach
    void nothingHasPinged() {
        assertEquals("", seen().primary());
    }

    @Test
    void firstPrimary() {
        playFirstPrimary();
    }

    @Test
    void firstBackup() {
        playFirstBackup();
    }

    @Test
    void backupTakesOverIfPrimaryFails() {
        playBackupTakesOver();
    }

    @Test
    void restartedServerBecomesBackup() {
        playRestartedServerBecomesBackup();
    }

    @Test
    void idleThirdServerBecomesBackupIfPrimaryFails() {
        playIdleThirdServerBecomesBackup();
    }

    @Test
    void restartedPrimaryTreatedAsDead() {
        playRestartedPrimaryTreatedAsDead();
    }

    @Test
    void deadBackupIsRemovedFromView() {
        playDeadBackupIsRemoved();
    }

    @Test
    void viewserverWaitsForPrimaryToAckView() {
        playWaitsForAck();
    }

    @Test
    void uninitializedServerCannotBecomePrimary() {
        playWaitsForAck();
        for (int round = 0; round < 10; round++) {
            long number = seen().number();
            ping(CK1, number);
            ping(CK2, 0);
            ping(CK3, number);
            tick();
        }
        for (int round = 0; round < 10; round++) {
            ping(CK2, 0);
            tick();
        }
        assertNotEquals(CK2, seen().primary());
    }

    private void playFirstPrimary() {
        for (int round = 0; round < 10 && !seen().primary().equals(CK1); round++) {
            ping(CK1, 0);
            tick();
        }
        check(CK1, "", 1);
    }

    private void playFirstBackup() {
        playFirstPrimary();
        long number = seen().number();
        for (int round = 0; round < 10 && !seen().backup().equals(CK2); round++) {
            ping(CK1, 1);
            ping(CK2, 0);
            tick();
        }
        check(CK1, CK2, number + 1);
    }

    private void playBackupTakesOver() {
        playFirstBackup();
        ping(CK1, 2);
        ping(CK2, 2);
        long number = seen().number();
        for (int round = 0; round < 10; round++) {
            ping(CK2, number);
            if (seen().primary().equals(CK2) && seen().backup().isEmpty()) {
                break;
            }
            tick();
        }
        check(CK2, "", number + 1);
    }

    private void playRestartedServerBecomesBackup() {
        playBackupTakesOver();
        long number = seen().number();
        ping(CK2, number);
        for (int round = 0; round < 10 && !seen().backup().equals(CK1); round++) {
            ping(CK1, 0);
            // It goes on with the old number: neither an acknowledgement nor an error.
            ping(CK2, number);
            tick();
        }
        check(CK2, CK1, number + 1);
    }

    private void playIdleThirdServerBecomesBackup() {
        playRestartedServerBecomesBackup();
        long number = seen().number();
        ping(CK2, number);
        ping(CK1, number);
        for (int round = 0; round < 10; round++) {
            ping(CK3, 0);
            ping(CK1, number);
            if (seen().primary().equals(CK1) && seen().backup().equals(CK3)) {
                break;
            }
            assertEquals(number, seen().number(), "one change, not two");
            tick();
        }
        check(CK1, CK3, number + 1);
    }

    private void playRestartedPrimaryTreatedAsDead() {
        playIdleThirdServerBecomesBackup();
        long number = seen().number();
        ping(CK1, number);
        for (int round = 0; round < 10 && seen().primary().equals(CK1); round++) {
            ping(CK1, 0);
            ping(CK3, number);
            tick();
        }
        assertEquals(CK3, seen().primary());
    }

    private void playDeadBackupIsRemoved() {
        playRestartedPrimaryTreatedAsDead();
        for (int round = 0; round < 15; round++) {
            ping(CK3, seen().number());
            tick();
        }
        assertEquals(CK3, seen().primary());
        assertEquals("", seen().backup());
    }

    private void playWaitsForAck() {
        playDeadBackupIsRemoved();
        long number = seen().number();
        for (int round = 0; round < 15 && seen().number() == number; round++) {
            ping(CK1, 0);
            ping(CK3, number);
            tick();
        }
        check(CK3, CK1, number + 1);
        for (int round = 0; round < 15 && seen().number() == number + 1; round++) {
            ping(CK1, number + 1);
            tick();
        }
        check(CK3, CK1, number + 1);
    }

    private void check(String primary, String backup, long number) {
        assertEquals(new Seen(primary, backup, number), seen());
    }

    private Seen seen() {
        return trial.manager.snapshot().stream()
                .map(GroupRecord::newest)
                .flatMap(Optional::stream)
                .map(
                        view ->
                                new Seen(
                                        view.primary().name(),
                                        view.others(view.primary()).stream()
                                                .map(ReplicaId::name)
                                                .findFirst()
                                                .orElse(""),
                                        view.number()))
                .findFirst()
                .orElse(new Seen("", "", 0));
    }

    private void ping(String name, long number) {
        Server server = servers.computeIfAbsent(name, unused -> new Server());
        boolean restarted =
                number == 0 && (server.life == null || server.joined || server.suspected);
        if (restarted) {
            long incarnation = server.life == null ? 1 : server.life.incarnation() + 1;
            server.life = Trial.life(name, incarnation);
            server.joined = false;
        }
        server.missed = 0;
        server.suspected = false;
        server.joined |= number > 0;
        trial.up(server.life, number);
        if (number > 0) {
            trial.reconciled(number, server.life);
        }
    }

    /** 100 ms pass; who has missed five pings is taken for dead. */
    private void tick() {
        for (Server server : servers.values()) {
            if (++server.missed > DEAD_PINGS && !server.suspected) {
                server.suspected = true;
                trial.suspected(server.life);
            }
        }
        trial.sweepAfter(PING_MICROS);
    }
}
