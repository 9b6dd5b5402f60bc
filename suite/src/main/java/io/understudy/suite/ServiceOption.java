package io.understudy.suite;

import io.understudy.client.node.ClientOptions;
import io.understudy.client.node.KvClient;
import io.understudy.config.ClusterFile;
import io.understudy.config.DurationText;
import io.understudy.config.GroupEntry;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which group a client calls, and how patiently. */
final class ServiceOption {

    private static final String APPLICATION = "kv";

    @Mixin private ClusterOption cluster;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The group (default: the only one).")
    private String group;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for an answer (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    KvClient open() {
        ClusterFile file = cluster.load();
        GroupEntry called = ClusterOption.group(file, group);
        String application = called.application().builtin();
        if (!application.equals(APPLICATION)) {
            throw Failed.usage(
                    List.of(
                            "group "
                                    + called.name()
                                    + " runs "
                                    + application
                                    + "; these are commands for "
                                    + APPLICATION));
        }
        return KvClient.open(file, called.name(), options());
    }

    /** Returns when it is gone: the replicas need not remember a client that has told them. */
    static void close(KvClient client) {
        client.close();
        client.ended().join();
    }

    private ClientOptions options() {
        try {
            return ClientOptions.USUAL.withTimeout(timeout);
        } catch (IllegalArgumentException outOfBounds) {
            throw Failed.usage(
                    List.of(
                            "--timeout is "
                                    + DurationText.format(timeout)
                                    + "; want "
                                    + DurationText.format(ClientOptions.TIMEOUT_MIN)
                                    + " to "
                                    + DurationText.format(ClientOptions.TIMEOUT_MAX)));
        }
    }

    /** As in a cluster file. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "want a duration such as 100ms or 5s"));
        }
    }
}
