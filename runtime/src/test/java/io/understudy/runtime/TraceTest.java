package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.understudy.protocol.Weight;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Throwable> bugs = new ArrayList<>();
    private final Events events = new Events(channel.eventLoop(), bugs::add);
    private final KeptFacts kept = new KeptFacts();
    private final LoggerContext context = new LoggerContext("trace-test");
    private final List<String> lines = new ArrayList<>();

    /** For each line, how much the channel had been given by then. */
    private final List<Integer> sentBefore = new ArrayList<>();

    private Trace trace;

    @BeforeEach
    void open() {
        context.start(new DefaultConfiguration());
        Logger log = context.getLogger("R1");
        log.setAdditive(false);
        log.setLevel(Level.INFO);
        Lines appender = new Lines();
        appender.start();
        log.addAppender(appender);
        trace = new Trace(kept, events, log);
    }

    @AfterEach
    void close() {
        context.stop();
    }

    /** As they would stand in the file. */
    private final class Lines extends AbstractAppender {

        Lines() {
            super("lines", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            sentBefore.add(channel.outboundMessages().size());
            lines.add(new FactLayout(context.getConfiguration()).toSerializable(event));
        }
    }

    @Test
    void inAnEventAFactIsKeptAtOnceAndWrittenBehindWhatTheEventSends() {
        events.run(
                () -> {
                    trace.fact(Weight.STORY, "first");
                    channel.write(Unpooled.EMPTY_BUFFER);
                    events.flush(channel);
                    assertEquals(List.of("first"), kept.last());
                    assertEquals(List.of(), lines);
                });
        assertEquals(List.of(), bugs);
        assertEquals(List.of(1), sentBefore);
        assertTrue(lines.get(0).endsWith(" R1 first\n"), lines.get(0));
    }

    @Test
    void aLineBearsTheTimeAtWhichTheFactWasStated() {
        List<Instant> stated = new ArrayList<>();
        events.run(
                () -> {
                    trace.fact(Weight.STORY, "early");
                    stated.add(Instant.now());
                    while (!Instant.now().isAfter(stated.get(0).plusMillis(1))) {
                        Thread.onSpinWait();
                    }
                });
        assertEquals(List.of(), bugs);
        LocalTime told = LocalTime.parse(lines.get(0).substring(0, lines.get(0).indexOf(' ')));
        LocalTime late = LocalTime.ofInstant(stated.get(0), ZoneId.systemDefault());
        // The day may end in between.
        long untilLate = Math.floorMod(late.toNanoOfDay() - told.toNanoOfDay(), DAY_NANOS);
        assertTrue(untilLate < DAY_NANOS / 2, told + " was written, and " + late + " is too late");
    }

    @Test
    void outsideOfAnEventAFactIsWrittenAtOnce() {
        trace.fact(Weight.WARNING, "at once");
        assertTrue(lines.get(0).endsWith(" R1 WARN at once\n"), lines.get(0));
    }

    @Test
    void whatIsNotWrittenIsKeptAllTheSame() {
        trace.fact(Weight.DETAIL, "small");
        assertEquals(List.of("small"), kept.last());
        assertEquals(List.of(), lines);
    }
}
