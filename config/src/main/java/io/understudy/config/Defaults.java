package io.understudy.config;

import java.time.Duration;
import java.util.List;

/**
 * What holds where the cluster file says nothing. The one home of these values: the schema and the
 * README repeat them for readers, and tests compare.
 *
 * <p>Two defaults are no constants: {@code bind} is the host, {@code wanted} the number of
 * replicas.
 */
public final class Defaults {

    /** The ports are those of the Python suite, so that either can stand in for the other. */
    public static final int MANAGER_PORT = 10_000;

    public static final int MANAGER_CLIENT_PORT = 10_001;

    public static final int GLOBAL_DETECTOR_PORT = 8_000;

    public static final ReplicaPorts REPLICA_PORTS = new ReplicaPorts(8_080, 8_082, 8_084, 8_086);

    public static final Folders FOLDERS = new Folders("data", "logs");

    /**
     * Machines are watched more patiently than replicas: a death of theirs is never certain, so a
     * false alarm costs a wait for leases; and a local detector that is started again, for which a
     * JVM takes most of a second, is no loss.
     */
    public static final Detection DETECTION =
            new Detection(
                    Duration.ofMillis(1),
                    new Heartbeat(Duration.ofMillis(100), Duration.ofMillis(1_500)));

    public static final Style STYLE = Style.PASSIVE;

    public static final Backups BACKUPS = Backups.HOT;

    public static final boolean VOTING = false;

    public static final Reads READS = Reads.LEASE;

    public static final Durability DURABILITY = Durability.NONE;

    public static final boolean STRICT_ACKNOWLEDGEMENT = false;

    public static final boolean RELAUNCH = true;

    public static final Heartbeat HEARTBEAT =
            new Heartbeat(Duration.ofMillis(50), Duration.ofMillis(300));

    public static final Duration VIEW_TIMEOUT = Duration.ofSeconds(1);

    public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    public static final Launch LAUNCH =
            new Launch(
                    List.of(),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15));

    private Defaults() {}
}
