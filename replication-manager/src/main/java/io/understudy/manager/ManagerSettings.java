package io.understudy.manager;

import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.ReplicaEntry;
import io.understudy.protocol.Check;
import io.understudy.protocol.ToClient.ViewNews;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a manager's cluster file says.
 *
 * @param doors of each replica, for clients
 * @param startedAt microseconds of the epoch at which {@code Env.nowMicros} was 0
 * @param sweepMicros between two looks at what has fallen silent
 * @param machineTimeoutMicros after which what was said of a machine no longer counts; with less
 *     than a few sweeps of room, one late report would be taken for an end
 */
public record ManagerSettings(
        String cluster,
        String name,
        List<GroupSettings> groups,
        List<String> globalDetectors,
        Map<String, ViewNews.Door> doors,
        long startedAt,
        long sweepMicros,
        long machineTimeoutMicros) {

    public ManagerSettings {
        groups = List.copyOf(groups);
        globalDetectors = List.copyOf(globalDetectors);
        Check.argument(sweepMicros > 0, "sweepMicros=%d", sweepMicros);
        Check.argument(
                machineTimeoutMicros >= 2 * sweepMicros,
                "machineTimeoutMicros=%d",
                machineTimeoutMicros);
    }

    /**
     * One group's.
     *
     * @param machines of each replica
     * @param backups for the status
     * @param relaunch whether missing replicas are started again
     * @param gatherMicros how long the first view of a group waits for more than one replica
     * @param viewTimeoutMicros for the primary of a new view to reconcile it
     */
    public record GroupSettings(
            GroupRules rules,
            Map<String, String> machines,
            Backups backups,
            boolean relaunch,
            long gatherMicros,
            long viewTimeoutMicros) {

        /** About as long as replicas that are started together take to start. */
        private static final long GATHER_MICROS = 1_000_000;

        public GroupSettings {
            Check.argument(gatherMicros >= 0, "gatherMicros=%d", gatherMicros);
            Check.argument(viewTimeoutMicros > 0, "viewTimeoutMicros=%d", viewTimeoutMicros);
        }

        static GroupSettings of(GroupEntry entry) {
            Map<String, String> machines = new TreeMap<>();
            entry.replicas().forEach(replica -> machines.put(replica.name(), replica.machine()));
            return new GroupSettings(
                    GroupRules.of(entry),
                    machines,
                    entry.backups(),
                    entry.relaunch(),
                    entry.strictAcknowledgement() ? 0 : gatherMicros(entry),
                    entry.viewTimeout().toNanos() / 1_000);
        }

        /** Who runs already shows itself at every second heartbeat, and one may get lost. */
        private static long gatherMicros(GroupEntry entry) {
            return Math.max(GATHER_MICROS, 5 * entry.heartbeat().interval().toNanos() / 1_000);
        }

        public String name() {
            return rules.group();
        }

        public String machineOf(String replica) {
            return machines.get(replica);
        }
    }

    public static ManagerSettings of(ClusterFile cluster, String name, long startedAt) {
        Heartbeat machines = cluster.detection().machines();
        return new ManagerSettings(
                cluster.cluster(),
                name,
                cluster.groups().stream().map(GroupSettings::of).toList(),
                cluster.globalFaultDetectors().stream().map(GlobalDetectorEntry::name).toList(),
                doors(cluster),
                startedAt,
                machines.interval().toNanos() / 1_000,
                machines.timeout().toNanos() / 1_000);
    }

    private static Map<String, ViewNews.Door> doors(ClusterFile cluster) {
        Map<String, ViewNews.Door> doors = new TreeMap<>();
        for (GroupEntry group : cluster.groups()) {
            for (ReplicaEntry replica : group.replicas()) {
                String host = cluster.machine(replica.machine()).orElseThrow().host().advertised();
                int port = replica.ports().clients();
                doors.put(replica.name(), new ViewNews.Door(replica.name(), host, port));
            }
        }
        return doors;
    }

    public Optional<GroupSettings> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
