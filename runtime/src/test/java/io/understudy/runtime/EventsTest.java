package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.understudy.protocol.InvariantViolation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Throwable> bugs = new ArrayList<>();
    private final Events events = new Events(channel.eventLoop(), bugs::add);

    @Test
    void timeStandsStillWhileOneEventIsHandled() {
        events.run(
                () -> {
                    long now = events.nowMicros();
                    long later = events.clockMicros() + 10;
                    while (events.clockMicros() < later) {
                        Thread.onSpinWait();
                    }
                    assertEquals(now, events.nowMicros());
                });
        long first = events.nowMicros();
        events.run(() -> {});
        assertTrue(events.nowMicros() > first);
        assertEquals(List.of(), bugs);
    }

    @Test
    void anEventNeverBeginsInsideOfAnother() {
        List<String> order = new ArrayList<>();
        events.run(
                () -> {
                    events.run(() -> order.add("second"));
                    order.add("first");
                });
        channel.runPendingTasks();
        assertEquals(List.of("first", "second"), order);
    }

    @Test
    void whatAnEventWritesIsFlushedAtItsEnd() {
        events.run(
                () -> {
                    channel.write(Unpooled.EMPTY_BUFFER);
                    events.flush(channel);
                    assertEquals(0, channel.outboundMessages().size());
                });
        assertEquals(List.of(), bugs);
        assertEquals(1, channel.outboundMessages().size());
    }

    @Test
    void whatNobodyWaitsForComesBehindWhatAnEventWrote() {
        List<Integer> written = new ArrayList<>();
        Runnable look = () -> written.add(channel.outboundMessages().size());
        events.run(
                () -> {
                    events.afterwards(look);
                    channel.write(Unpooled.EMPTY_BUFFER);
                    events.flush(channel);
                    look.run();
                });
        events.run(() -> {});
        assertEquals(List.of(0, 1), written);
        events.afterwards(look);
        assertEquals(List.of(0, 1, 1), written);
    }

    @Test
    void whatIsThrownInAnEventIsABug() {
        Error bug = new InvariantViolation("XX1: planted");
        events.run(
                () -> {
                    throw bug;
                });
        assertEquals(List.of(bug), bugs);
    }

    @Test
    void outsideOfAnEventNothingIsDone() {
        assertThrows(InvariantViolation.class, () -> events.checkInside("send"));
        events.run(() -> events.checkInside("send"));
        assertEquals(List.of(), bugs);
    }
}
