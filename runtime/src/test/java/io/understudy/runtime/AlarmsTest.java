package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Env;
import io.understudy.protocol.InvariantViolation;
import io.understudy.runtime.Talker.Alarm;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    /** An alarm that rang, and when. */
    private record Ring(Alarm alarm, long micros) {}

    private final Node<Alarm> node =
            Node.open(TestCluster.RM, TestCluster.onFreePorts().file, Alarm.class);
    private final Env<Alarm> env = node.env();
    private final LinkedBlockingQueue<Ring> rings = new LinkedBlockingQueue<>();

    private void start(Runnable onStart) {
        node.start(
                onStart,
                (message, from) -> {},
                alarm -> rings.add(new Ring(alarm, env.nowMicros())));
    }

    @AfterEach
    void end() {
        node.close();
        node.ended().join();
    }

    @Test
    void anAlarmNeverRingsEarly() throws Exception {
        CompletableFuture<Long> set = new CompletableFuture<>();
        start(
                () -> {
                    set.complete(env.nowMicros());
                    env.setAlarm(Alarm.ONE, 2_500);
                });
        assertTrue(Talker.await(rings).micros() >= set.join() + 2_500);
    }

    @Test
    void alarmsRingInTheOrderInWhichTheyAreDue() throws Exception {
        start(
                () -> {
                    env.setAlarm(Alarm.ONE, 20_000);
                    env.setAlarm(Alarm.OTHER, 1_000);
                });
        assertEquals(Alarm.OTHER, Talker.await(rings).alarm());
        assertEquals(Alarm.ONE, Talker.await(rings).alarm());
    }

    @Test
    void anAlarmThatIsSetAgainRingsOnce() throws Exception {
        CompletableFuture<Long> set = new CompletableFuture<>();
        start(
                () -> {
                    set.complete(env.nowMicros());
                    env.setAlarm(Alarm.ONE, 1_000);
                    env.setAlarm(Alarm.ONE, 30_000);
                    env.setAlarm(Alarm.OTHER, 60_000);
                });
        Ring one = Talker.await(rings);
        assertEquals(Alarm.ONE, one.alarm());
        assertTrue(one.micros() >= set.join() + 30_000);
        assertEquals(Alarm.OTHER, Talker.await(rings).alarm());
    }

    @Test
    void anAlarmThatIsBroughtForwardRingsOnce() throws Exception {
        start(
                () -> {
                    env.setAlarm(Alarm.OTHER, 40_000);
                    env.setAlarm(Alarm.ONE, 20_000);
                    env.setAlarm(Alarm.ONE, 1_000);
                });
        assertEquals(Alarm.ONE, Talker.await(rings).alarm());
        assertEquals(Alarm.OTHER, Talker.await(rings).alarm());
    }

    @Test
    void anAlarmForEverDoesNotOverflow() throws Exception {
        start(
                () -> {
                    env.setAlarm(Alarm.ONE, Long.MAX_VALUE);
                    env.setAlarm(Alarm.OTHER, 1_000);
                });
        assertEquals(Alarm.OTHER, Talker.await(rings).alarm());
    }

    @Test
    void anAlarmWithoutDelayLeavesRoomForOtherEvents() {
        CompletableFuture<Void> other = new CompletableFuture<>();
        node.start(
                () -> env.setAlarm(Alarm.ONE, 0),
                (message, from) -> {},
                alarm -> env.setAlarm(Alarm.ONE, 0));
        node.run(() -> other.complete(null));
        other.join();
    }

    /** RT1. */
    @Test
    void anAlarmIsSetInAnEventOnly() {
        start(() -> {});
        assertThrows(InvariantViolation.class, () -> env.setAlarm(Alarm.ONE, 0));
    }
}
