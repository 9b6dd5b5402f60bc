package io.understudy.replica;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.Reads;
import io.understudy.protocol.Check;
import java.util.List;

/**
 * What a replica's cluster file says, and which process it is.
 *
 * @param managers to whom it shows itself
 * @param process proves to the detector whom it may end
 * @param startedAt microseconds of the epoch at which {@code Env.nowMicros} was 0
 * @param leaseMicros how long a member's word keeps others waiting; longer makes reads without a
 *     round likelier, and a failover without certainty slower
 */
public record ReplicaSettings(
        String group,
        String name,
        String machine,
        List<String> managers,
        Process process,
        Reads reads,
        long startedAt,
        long intervalMicros,
        long timeoutMicros,
        long leaseMicros,
        Limits limits) {

    /**
     * @param startTime what the operating system says of when that pid began
     */
    public record Process(long pid, long startTime) {}

    public ReplicaSettings {
        managers = List.copyOf(managers);
        Check.argument(intervalMicros > 0, "intervalMicros=%d", intervalMicros);
        Check.argument(timeoutMicros > intervalMicros, "timeoutMicros=%d", timeoutMicros);
        Check.argument(leaseMicros > intervalMicros, "leaseMicros=%d", leaseMicros);
    }

    /** What the cluster file says of that replica. */
    public static ReplicaSettings of(
            ClusterFile cluster, String name, Process process, long startedAt, Limits limits) {
        GroupEntry group = cluster.groupOf(name).orElseThrow();
        long timeoutMicros = group.heartbeat().timeout().toNanos() / 1_000;
        return new ReplicaSettings(
                group.name(),
                name,
                group.replica(name).orElseThrow().machine(),
                cluster.replicationManagers().stream().map(ManagerEntry::name).toList(),
                process,
                group.reads(),
                startedAt,
                group.heartbeat().interval().toNanos() / 1_000,
                timeoutMicros,
                timeoutMicros,
                limits);
    }

    /** The same for another replica of the group. */
    public ReplicaSettings named(String other) {
        return new ReplicaSettings(
                group,
                other,
                machine,
                managers,
                process,
                reads,
                startedAt,
                intervalMicros,
                timeoutMicros,
                leaseMicros,
                limits);
    }
}
