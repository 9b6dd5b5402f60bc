package io.understudy.runtime;

import java.net.URI;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.selector.ContextSelector;

/**
 * What all loggers belong to that a process asks for once its log is open, every one asynchronous.
 *
 * <p>It knows its set-up before it starts. One that is made by log4j2 itself starts the thread that
 * writes before it has looked at the set-up, and so does not ask it how that thread is to wait
 * (log4j2 2.26.1).
 */
final class LogContext extends AsyncLoggerContext implements ContextSelector {

    LogContext(LogSetup setup) {
        super("understudy");
        setConfiguration(setup);
    }

    /** At its start log4j2 would look for another set-up. */
    @Override
    public void reconfigure() {
        // There is no other.
    }

    @Override
    public LoggerContext getContext(String caller, ClassLoader loader, boolean current) {
        return this;
    }

    @Override
    public LoggerContext getContext(
            String caller, ClassLoader loader, boolean current, URI location) {
        return this;
    }

    @Override
    public boolean hasContext(String caller, ClassLoader loader, boolean current) {
        return true;
    }

    @Override
    public List<LoggerContext> getLoggerContexts() {
        return List.of(this);
    }

    @Override
    public void removeContext(LoggerContext context) {
        // It lasts as long as the process.
    }
}
