package io.understudy.manager;

import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A world in which time passes when the test says so, and everything said is kept. */
final class FakeManagerEnv implements Env<Manager.Alarm> {

    record Sent(NodeId to, Message message) {}

    final List<Sent> sent = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    private final RandomGenerator random = new SplittableRandom(1);
    private long nowMicros = 0;

    void pass(long micros) {
        nowMicros += micros;
    }

    <M extends Message> List<M> sentTo(NodeId to, Class<M> type) {
        return sent.stream()
                .filter(one -> one.to().equals(to) && type.isInstance(one.message()))
                .map(one -> type.cast(one.message()))
                .toList();
    }

    @Override
    public long nowMicros() {
        return nowMicros;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(NodeId to, Message message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void setAlarm(Manager.Alarm alarm, long delayMicros) {}

    @Override
    public void trace(Weight weight, String fact) {
        if (weight != Weight.DETAIL) {
            story.add(fact);
        }
    }
}
