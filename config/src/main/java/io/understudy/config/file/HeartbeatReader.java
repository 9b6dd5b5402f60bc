package io.understudy.config.file;

import io.understudy.config.Heartbeat;
import java.time.Duration;

/** Reads a heartbeat and holds it to the rule of {@link Timeouts}. */
final class HeartbeatReader {

    /** The two settings apart, for rules that bind them to others. */
    record Read(Setting<Duration> interval, Setting<Duration> timeout) {

        Heartbeat heartbeat() {
            return new Heartbeat(interval.value(), timeout.value());
        }
    }

    private final Timeouts timeouts;

    HeartbeatReader(Mistakes mistakes) {
        this.timeouts = new Timeouts(mistakes);
    }

    Read read(Section section, Heartbeat otherwise) {
        Setting<Duration> interval =
                section.duration("interval", Heartbeat.INTERVAL, otherwise.interval());
        Setting<Duration> timeout =
                section.duration("timeout", Heartbeat.TIMEOUT, otherwise.timeout());
        section.end();
        timeouts.check(timeout, "timeout", interval, "interval");
        return new Read(interval, timeout);
    }
}
