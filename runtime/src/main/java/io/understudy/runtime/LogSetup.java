package io.understudy.runtime;

import com.lmax.disruptor.BlockingWaitStrategy;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.async.AsyncWaitStrategyFactory;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * log4j2's set-up, in code: nothing to look for on the class path and to parse at each start of a
 * process.
 */
final class LogSetup extends AbstractConfiguration {

    private static final String FILE_SIZE_MAX = "10MB";

    /** Besides the one being written. */
    private static final String FILES_KEPT = "3";

    private final Level level;
    private final Optional<Path> file;
    private final boolean hasConsole;

    LogSetup(Level level, Optional<Path> file, boolean hasConsole) {
        super(null, ConfigurationSource.NULL_SOURCE);
        this.level = level;
        this.file = file;
        this.hasConsole = hasConsole;
        // The end of a process is ours to order, see Exit.
        isShutdownHookEnabled = false;
    }

    @Override
    protected void doConfigure() {
        getRootLogger().setLevel(level);
        if (hasConsole) {
            add(console());
        }
        file.ifPresent(path -> add(rolling(path)));
        // Netty tells much that is not about us.
        addLogger("io.netty", new LoggerConfig("io.netty", Level.WARN, true));
    }

    @Override
    public AsyncWaitStrategyFactory getAsyncWaitStrategyFactory() {
        // What somebody should look at is shown at once, and before the command that said it ends.
        return file.isPresent() ? GatheringWait::new : BlockingWaitStrategy::new;
    }

    private void add(Appender appender) {
        appender.start();
        addAppender(appender);
        getRootLogger().addAppender(appender, null, null);
    }

    private Appender console() {
        return ConsoleAppender.newBuilder()
                .setName("console")
                .setTarget(ConsoleAppender.Target.SYSTEM_ERR)
                .setLayout(new FactLayout(this))
                .setConfiguration(this)
                .build();
    }

    private Appender rolling(Path path) {
        return RollingFileAppender.newBuilder()
                .setName("file")
                .setFileName(path.toString())
                .setFilePattern(path + ".%i")
                // Flushed when all that waits has been written, not after each line.
                .setImmediateFlush(false)
                .setPolicy(SizeBasedTriggeringPolicy.createPolicy(FILE_SIZE_MAX))
                .setStrategy(
                        DefaultRolloverStrategy.newBuilder()
                                .setMax(FILES_KEPT)
                                .setConfig(this)
                                .build())
                .setLayout(new FactLayout(this))
                .setConfiguration(this)
                .build();
    }
}
