package io.understudy.runtime;

import com.sun.management.OperatingSystemMXBean;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToReplica.Heartbeat;
import io.understudy.runtime.Talker.Alarm;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long things take, to be read by people: no test, since no machine is like another and a busy
 * one is like none.
 */
final class Measurement {

    private static final int ROUNDS = 100_000;
    private static final int RINGS = 2_000;
    private static final long IDLE_SECONDS = 20;

    private Measurement() {}

    public static void main(String[] arguments) throws Exception {
        start();
        roundTrip();
        alarm(1_000);
        alarm(15_000);
        idle();
        System.exit(0);
    }

    private static void start() {
        long begin = System.nanoTime();
        TestCluster cluster = TestCluster.onFreePorts();
        long ready = System.nanoTime();
        Logs.open(TestCluster.S1, cluster.file);
        long logged = System.nanoTime();
        try (Talker talker = new Talker(TestCluster.S1, cluster)) {
            talker.node.run(
                    () ->
                            System.out.printf(
                                    "start: cluster=%d us log=%d us node=%d us%n",
                                    (ready - begin) / 1_000,
                                    (logged - ready) / 1_000,
                                    (System.nanoTime() - logged) / 1_000));
        }
    }

    /** One heartbeat and its answer at a time, between two loops over loopback. */
    private static void roundTrip() throws Exception {
        TestCluster cluster = TestCluster.onFreePorts();
        Node<Alarm> replica = Node.open(TestCluster.S1, cluster.file, Alarm.class);
        Node<Alarm> detector = Node.open(TestCluster.LFD, cluster.file, Alarm.class);
        replica.listen(
                TestCluster.M1_ADDRESS, cluster.ports(TestCluster.S1).heartbeat(), Talker.ANYBODY);
        HeartbeatAnswer answer = new HeartbeatAnswer(new ReplicaId("S1", 1), 1, 1, true);
        replica.start(() -> {}, (message, from) -> replica.env().send(from, answer), alarm -> {});
        long[] nanos = new long[ROUNDS];
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable ask =
                new Runnable() {
                    private final NodeId to = TestCluster.S1;
                    private int round = -1;
                    private long asked;

                    @Override
                    public void run() {
                        if (round >= 0) {
                            nanos[round] = System.nanoTime() - asked;
                        }
                        round++;
                        if (round == ROUNDS) {
                            done.complete(null);
                            return;
                        }
                        asked = System.nanoTime();
                        detector.env().send(to, new Heartbeat(1));
                    }
                };
        detector.onOpened(
                peer -> {
                    if (peer.equals(TestCluster.S1)) {
                        ask.run();
                    }
                });
        detector.start(() -> {}, (message, from) -> ask.run(), alarm -> {});
        done.join();
        print("round trip", Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS));
        close(replica);
        close(detector);
    }

    /** How much later than asked for an alarm rings that is set again each time. */
    private static void alarm(long delayMicros) throws Exception {
        TestCluster cluster = TestCluster.onFreePorts();
        Node<Alarm> node = Node.open(TestCluster.RM, cluster.file, Alarm.class);
        long[] nanos = new long[RINGS];
        CompletableFuture<Void> done = new CompletableFuture<>();
        int[] ring = {0};
        long[] set = {0};
        Runnable again =
                () -> {
                    set[0] = System.nanoTime();
                    node.env().setAlarm(Alarm.ONE, delayMicros);
                };
        node.start(
                again,
                (message, from) -> {},
                alarm -> {
                    nanos[ring[0]++] = System.nanoTime() - set[0] - delayMicros * 1_000;
                    if (ring[0] == RINGS) {
                        done.complete(null);
                    } else {
                        again.run();
                    }
                });
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        done.join();
        System.out.printf("cpu=%.2f %% ", 100.0 * (cpuNanos() - cpu) / (System.nanoTime() - begin));
        print("alarm of " + delayMicros + " us is late by", nanos);
        close(node);
    }

    /** A local detector all of whose peers are missing. */
    private static void idle() throws Exception {
        TestCluster cluster = TestCluster.onFreePorts();
        Node<Alarm> node = Node.open(TestCluster.LFD, cluster.file, Alarm.class);
        node.start(() -> {}, (message, from) -> {}, alarm -> {});
        TimeUnit.SECONDS.sleep(IDLE_SECONDS / 4);
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        System.out.printf(
                "all peers missing: cpu=%.3f %%%n",
                100.0 * (cpuNanos() - cpu) / (System.nanoTime() - begin));
        close(node);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void close(Node<?> node) {
        node.close();
        node.ended().join();
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median=%.1f us p99=%.1f us max=%.1f us%n",
                what,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }
}
