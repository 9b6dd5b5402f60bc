package io.understudy.protocol;

import java.util.random.RandomGenerator;

/**
 * All that a core may ask of the world. The runtime implements it with sockets and a clock, the
 * simulation with a queue of events; a core has no other way out, which is what makes a run
 * repeatable.
 *
 * @param <A> the alarms of that core; at most one alarm of each constant is pending
 */
public interface Env<A extends Enum<A>> {

    /** Microseconds since the node started. Stands still while one event is handled. */
    long nowMicros();

    RandomGenerator random();

    /** Best effort: may lose, delay, repeat or reorder. Never blocks, never throws. */
    void send(NodeId to, Message message);

    /** Replaces the pending alarm of that constant, if there is one. It may ring late. */
    void setAlarm(A alarm, long delayMicros);

    /** States a fact for the log and for golden tests, as key=value pairs. */
    void trace(Weight weight, String fact);

    default void story(String fact) {
        trace(Weight.STORY, fact);
    }

    default void warn(String fact) {
        trace(Weight.WARNING, fact);
    }

    /** Every refusal goes through this door, in this form. */
    default void ignored(Message message, NodeId from, String reason) {
        trace(Weight.DETAIL, "ignored " + message.tag() + " from=" + from + ": " + reason);
    }
}
