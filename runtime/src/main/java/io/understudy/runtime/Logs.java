package io.understudy.runtime;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Log4J2LoggerFactory;
import io.understudy.config.ClusterFile;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;

/**
 * The log of this process: lines like {@code 12:03:04.117254 R2 view=7 role=primary}, on standard
 * error and in a file of its own. Written by a thread of its own, so that no core waits for a disk
 * or a terminal.
 *
 * <p>The first node of a process sets it up; several nodes in one process share it, each line says
 * whose it is. Clients get no file, since their names are anybody's, and keep standard error for
 * what somebody should look at.
 */
public final class Logs {

    /** A system property or a variable of the environment: debug, info or warn. */
    public static final String LEVEL = "UNDERSTUDY_LOG";

    /**
     * A system property or a variable of the environment; if it is {@link #OFF}, a process that has
     * a log file writes to that alone.
     */
    public static final String CONSOLE = "UNDERSTUDY_LOG_CONSOLE";

    public static final String OFF = "off";

    private static final long FLUSH_MS_MAX = 2_000;

    private static boolean open;

    static {
        // When nobody takes our lines (a terminal that was stopped), they are lost; a core that
        // waited for them would be taken for hung, and rightly.
        property("log4j2.asyncQueueFullPolicy", "Discard");
        property("log4j2.discardThreshold", "WARN");
        property("log4j2.disableJmx", "true");
        property("log4j2.isWebapp", "false");
    }

    private Logs() {}

    static synchronized Logger open(NodeId self, ClusterFile cluster) {
        if (!open) {
            boolean isClient = self.role() == Role.CLIENT;
            Level level = level(isClient ? Level.WARN : Level.INFO);
            Optional<Path> file =
                    isClient
                            ? Optional.empty()
                            : Optional.of(cluster.logsFolder().resolve(self.name() + ".log"));
            file.ifPresent(Logs::checkWritable);
            open = true;
            LogContext context = new LogContext(new LogSetup(level, file, hasConsole(file)));
            LogManager.setFactory(new Log4jContextFactory(context));
            context.start();
            InternalLoggerFactory.setDefaultFactory(Log4J2LoggerFactory.INSTANCE);
        }
        return LogManager.getLogger(self.name());
    }

    /** Else it would be log4j2 that says so, with all of its stack. */
    private static void checkWritable(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write the log " + file, refused);
        }
    }

    /** Writes out what is under way. Nothing can be logged any more, nor does it take for ever. */
    static synchronized void flush() {
        if (!open) {
            return;
        }
        Thread flusher = new Thread(LogManager::shutdown, "log-flush");
        flusher.setDaemon(true);
        flusher.start();
        try {
            flusher.join(FLUSH_MS_MAX);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasConsole(Optional<Path> file) {
        return file.isEmpty() || !OFF.equals(setting(CONSOLE));
    }

    private static Level level(Level otherwise) {
        return switch (setting(LEVEL)) {
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "warn" -> Level.WARN;
            default -> otherwise;
        };
    }

    private static String setting(String name) {
        String value = System.getProperty(name, System.getenv().getOrDefault(name, ""));
        return value.toLowerCase(Locale.ROOT);
    }

    private static void property(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
