package io.understudy.simulation;

import java.util.PriorityQueue;

/**
 * The order of everything that happens in a world. Time is a number that jumps from one event to
 * the next; events of one moment happen in the order in which they were planned.
 */
final class Timeline {

    private record Event(long micros, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(micros, other.micros);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowMicros = 0;
    private long order = 0;
    private long happened = 0;

    long nowMicros() {
        return nowMicros;
    }

    /** How many events there have been. */
    long happened() {
        return happened;
    }

    void after(long delayMicros, Runnable what) {
        events.add(new Event(nowMicros + Math.max(0, delayMicros), order++, what));
    }

    void runUntil(long micros) {
        while (!events.isEmpty() && events.peek().micros() <= micros) {
            Event event = events.poll();
            nowMicros = event.micros();
            happened++;
            event.what().run();
        }
        nowMicros = micros;
    }
}
