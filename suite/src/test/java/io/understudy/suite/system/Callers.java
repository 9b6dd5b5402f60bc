package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.client.node.CallFailed;
import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.simulation.Told;
import io.understudy.simulation.history.History;
import io.understudy.simulation.history.Judgement;
import io.understudy.simulation.history.Linearizability;
import io.understudy.simulation.history.Operation;
import io.understudy.simulation.history.Verdict;
import io.understudy.suite.local.LocalCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that call without end, several on each key, and write down what they called and were
 * told. Whether one copy of the service could have told them so is for the judge to say: that
 * nothing acknowledged was lost, nothing executed twice and nothing read that was overwritten is
 * all part of it.
 */
final class Callers implements AutoCloseable {

    private static final int CLIENTS = 4;

    /** Then another key is taken: the judge's work grows faster than a key's calls. */
    private static final int CALLS_OF_KEY = 60;

    /** Between two calls of a client, so that they leave time on two cores for what is tested. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final AtomicInteger STARTS = new AtomicInteger();

    private final LocalCluster cluster;

    /** Begins the names of keys: what others before left behind on the cluster is not theirs. */
    private final String ours = "callers-" + STARTS.incrementAndGet() + "-";

    /** Guarded by itself. */
    private final History history = new History();

    private final TreeSet<String> keys = new TreeSet<>();
    private final List<Caller> callers = new ArrayList<>();

    private Callers(LocalCluster cluster) {
        this.cluster = cluster;
    }

    static Callers start(LocalCluster cluster) {
        Callers started = new Callers(cluster);
        for (int number = 1; number <= CLIENTS; number++) {
            Caller caller = started.new Caller("c" + number, number);
            started.callers.add(caller);
            caller.thread.start();
        }
        return started;
    }

    private KvClient open() {
        return KvClient.open(cluster.description(), cluster.group(), ClientOptions.USUAL);
    }

    /** Present once each has had so many answers since this was asked with a present answer. */
    Optional<Callers> answersOfEach(int count) {
        if (callers.stream().anyMatch(caller -> caller.answered - caller.marked < count)) {
            return Optional.empty();
        }
        callers.forEach(caller -> caller.marked = caller.answered);
        return Optional.of(this);
    }

    /** Has them end, reads once more whatever they wrote, and judges all of it. */
    void stopAndJudge() throws InterruptedException {
        callers.forEach(caller -> caller.stopped = true);
        for (Caller caller : callers) {
            caller.thread.join();
        }
        try (KvClient reader = open()) {
            keys.forEach(key -> call(reader, "reader", key, new Operation.Get()));
        }
        Judgement judgement = new Linearizability(Linearizability.STEPS_MAX_DEFAULT).judge(history);
        assertEquals(Verdict.LINEARIZABLE, judgement.verdict(), judgement::toString);
        long unknown = callers.stream().mapToLong(caller -> caller.failed).sum();
        assertEquals(0, unknown, "calls that were not answered in time");
    }

    @Override
    public void close() {
        for (Caller caller : callers) {
            caller.stopped = true;
            caller.client.close();
        }
    }

    /** Whether it was answered. */
    private boolean call(KvClient client, String name, String key, Operation operation) {
        int number;
        synchronized (history) {
            keys.add(key);
            number = history.called(name, key, operation);
        }
        try {
            KvAnswer answer = client.call(encoded(key, operation)).join();
            synchronized (history) {
                history.answered(number, answer.match(new Told()));
            }
            return true;
        } catch (CompletionException failed) {
            synchronized (history) {
                if (failed.getCause() instanceof CallFailed.NotDone) {
                    history.notDone(number);
                } else {
                    history.unknown(number);
                }
            }
            return false;
        }
    }

    /** The same in the service's words. */
    private static KvOperation encoded(String key, Operation operation) {
        Bytes bytes = Bytes.utf8(key);
        if (operation instanceof Operation.Append append) {
            return new KvOperation.Append(bytes, Bytes.utf8(append.tail()));
        }
        if (operation instanceof Operation.PutHash putHash) {
            return new KvOperation.PutHash(bytes, Bytes.utf8(putHash.argument()));
        }
        if (operation instanceof Operation.Increment increment) {
            return new KvOperation.Increment(bytes, increment.by());
        }
        return new KvOperation.Get(bytes);
    }

    /** One of them; but for the counts its fields are its thread's. */
    private final class Caller {

        private final String name;
        private final SplittableRandom random;
        private final KvClient client = open();
        private final Thread thread;
        private volatile boolean stopped = false;
        private volatile long answered = 0;
        private volatile long failed = 0;
        private long marked = 0;
        private int marks = 0;

        Caller(String name, long seed) {
            this.name = name;
            this.random = new SplittableRandom(seed);
            this.thread = new Thread(this::callOn, name);
        }

        private void callOn() {
            while (!stopped) {
                if (callOne()) {
                    answered++;
                } else {
                    failed++;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        private boolean callOne() {
            int generation;
            synchronized (history) {
                generation = history.size() / CALLS_OF_KEY;
            }
            String text = ours + "text-" + generation;
            String sum = ours + "sum-" + generation;
            String mark = "x " + name + " " + ++marks + " y";
            return switch (random.nextInt(8)) {
                case 0, 1 -> call(client, name, text, new Operation.Get());
                case 2 -> call(client, name, sum, new Operation.Get());
                case 3 -> call(client, name, text, new Operation.PutHash(mark));
                case 4, 5 -> call(client, name, sum, new Operation.Increment(1));
                default -> call(client, name, text, new Operation.Append(mark));
            };
        }
    }
}
