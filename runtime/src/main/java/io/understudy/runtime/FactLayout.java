package io.understudy.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/**
 * A line per fact: time, node, the fact. Only what somebody should look at says so. The time has
 * microseconds, since a failover is over in a few milliseconds.
 *
 * <p>Not log4j2's own pattern layout: reading its plug-ins and its pattern takes a good part of the
 * time in which a process starts.
 */
final class FactLayout extends AbstractStringLayout {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private final ZoneId zone = ZoneId.systemDefault();

    FactLayout(Configuration configuration) {
        super(configuration, StandardCharsets.UTF_8, null, null);
    }

    @Override
    public String toSerializable(LogEvent event) {
        StringBuilder line = new StringBuilder();
        TIME.formatTo(timeOf(event).atZone(zone), line);
        line.append(' ').append(event.getLoggerName()).append(' ');
        if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
            line.append(event.getLevel()).append(' ');
        }
        line.append(event.getMessage().getFormattedMessage()).append('\n');
        if (event.getThrown() != null) {
            StringWriter stack = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(stack, true));
            line.append(stack);
        }
        return line.toString();
    }

    /** Lines of libraries have no other time than that of their writing. */
    private static Instant timeOf(LogEvent event) {
        if (event.getMessage() instanceof Fact fact) {
            return fact.at();
        }
        return Instant.ofEpochSecond(
                event.getInstant().getEpochSecond(), event.getInstant().getNanoOfSecond());
    }
}
