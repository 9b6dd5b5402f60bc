package io.understudy.simulation;

import io.understudy.client.Client;
import io.understudy.client.Outcome;
import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvAnswer;
import io.understudy.protocol.kv.KvOperation;
import io.understudy.simulation.history.Answer;
import io.understudy.simulation.history.History;
import io.understudy.simulation.history.Operation;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A client that does one random thing after the other, a few at a time, and writes down what it
 * called and what it was told, for a judge who knows nothing else.
 */
final class SimClient {

    private static final int KEYS = 3;
    private static final long PAUSE_MICROS_MAX = 60_000;
    private static final long IDLE_MICROS_MAX = 2_500_000;

    private final String name;
    private final String group;
    private final World world;
    private final RandomGenerator random;
    private final History history;
    private SimProcess<Client.Alarm> process;
    private Client core;
    private int underWay = 0;
    private int marks = 0;
    private long answered = 0;

    SimClient(String name, String group, World world, History history) {
        this.name = name;
        this.group = group;
        this.world = world;
        this.random = world.split();
        this.history = history;
    }

    void start(SimProcess<Client.Alarm> life, Client client) {
        process = life;
        core = client;
        goOn();
    }

    String group() {
        return group;
    }

    String machine() {
        return process.machine();
    }

    long answered() {
        return answered;
    }

    long underWay() {
        return underWay;
    }

    private void goOn() {
        world.timeline()
                .after(
                        pauseMicros(),
                        () -> {
                            if (world.clientsMayCall() && !process.stopped()) {
                                callSome();
                            }
                            goOn();
                        });
    }

    private long pauseMicros() {
        boolean idle = world.shape().idleClients() && random.nextInt(30) == 0;
        return random.nextLong(idle ? IDLE_MICROS_MAX : PAUSE_MICROS_MAX);
    }

    private void callSome() {
        while (underWay < world.shape().atOnceMax() && random.nextBoolean()) {
            underWay++;
            String key = "k" + random.nextInt(KEYS);
            Bytes bytes = Bytes.utf8(key);
            String mark = "x " + name + " " + ++marks + " y";
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> call(key, new Operation.Get(), new KvOperation.Get(bytes));
                case 3 ->
                        call(
                                key,
                                new Operation.Put(mark),
                                new KvOperation.Put(bytes, Bytes.utf8(mark)));
                case 4 ->
                        call(
                                key,
                                new Operation.PutHash(mark),
                                new KvOperation.PutHash(bytes, Bytes.utf8(mark)));
                case 5 -> call(key, new Operation.Delete(), new KvOperation.Delete(bytes));
                case 6 ->
                        call(
                                key,
                                new Operation.CompareAndSet(Optional.empty(), mark),
                                new KvOperation.CompareAndSet(
                                        bytes, new Expected.Absent(), Bytes.utf8(mark)));
                default ->
                        call(
                                key,
                                new Operation.Append(mark),
                                new KvOperation.Append(bytes, Bytes.utf8(mark)));
            }
        }
    }

    private void call(String key, Operation operation, KvOperation encoded) {
        int number = history.called(name, group + "/" + key, operation);
        process.run(() -> core.execute(encoded.encode(), outcome -> ended(number, outcome)));
    }

    private void ended(int number, Outcome outcome) {
        underWay--;
        outcome.match(
                done -> {
                    answered++;
                    history.answered(number, answer(done.answer()));
                    return null;
                },
                notDone -> {
                    history.notDone(number);
                    return null;
                },
                unknown -> {
                    history.unknown(number);
                    return null;
                });
    }

    private static Answer answer(byte[] encoded) {
        return KvAnswer.decode(ByteBuffer.wrap(encoded)).match(new Told());
    }
}
