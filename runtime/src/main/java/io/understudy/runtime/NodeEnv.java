package io.understudy.runtime;

import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Weight;
import java.util.random.RandomGenerator;

/** The real world, as one core sees it. */
final class NodeEnv<A extends Enum<A>> implements Env<A> {

    private final Events events;
    private final Alarms<A> alarms;
    private final Peers peers;
    private final Trace trace;
    private final RandomGenerator random;

    NodeEnv(Events events, Alarms<A> alarms, Peers peers, Trace trace, RandomGenerator random) {
        this.events = events;
        this.alarms = alarms;
        this.peers = peers;
        this.trace = trace;
        this.random = random;
    }

    @Override
    public long nowMicros() {
        return events.nowMicros();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(NodeId to, Message message) {
        events.checkInside("send");
        peers.send(to, message);
    }

    @Override
    public void setAlarm(A alarm, long delayMicros) {
        events.checkInside("setAlarm");
        alarms.set(alarm, delayMicros);
    }

    @Override
    public void trace(Weight weight, String fact) {
        trace.fact(weight, fact);
    }
}
