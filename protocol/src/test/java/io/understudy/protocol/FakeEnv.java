package io.understudy.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A world in which time passes when a test says so, and everything that a core says is kept. For
 * the unit tests of every core.
 *
 * @param <A> the alarms of the core under test
 */
public final class FakeEnv<A extends Enum<A>> implements Env<A> {

    /** Something said. */
    public record Sent(NodeId to, Message message) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final TreeMap<A, Long> alarms = new TreeMap<>();
    private final RandomGenerator random = new SplittableRandom(1);
    private long nowMicros = 0;

    /** Time passes and nothing rings: the process sleeps, or the test rings by hand. */
    public void pass(long micros) {
        nowMicros += micros;
    }

    /** Time passes, and each alarm rings when it is due. */
    public void runFor(long micros, Consumer<A> ring) {
        long end = nowMicros + micros;
        while (true) {
            A next = null;
            for (A alarm : alarms.keySet()) {
                if (next == null || alarms.get(alarm) < alarms.get(next)) {
                    next = alarm;
                }
            }
            if (next == null || alarms.get(next) > end) {
                nowMicros = end;
                return;
            }
            nowMicros = Math.max(nowMicros, alarms.remove(next));
            ring.accept(next);
        }
    }

    public List<String> story() {
        return story;
    }

    /** All that was said since the last call. */
    public List<Sent> takeSent() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    public <M extends Message> List<M> sentTo(NodeId to, Class<M> type) {
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
    public void setAlarm(A alarm, long delayMicros) {
        alarms.put(alarm, nowMicros + delayMicros);
    }

    @Override
    public void trace(Weight weight, String fact) {
        if (weight != Weight.DETAIL) {
            story.add(fact);
        }
    }
}
