package io.understudy.manager;

import io.understudy.protocol.Check;
import io.understudy.protocol.ToClient.ViewNews;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param relaunch whether missing replicas are started again
     * @param viewTimeoutMicros for the primary of a new view to reconcile it
     */
    public record GroupSettings(
            GroupRules rules,
            Map<String, String> machines,
            boolean relaunch,
            long viewTimeoutMicros) {

        public GroupSettings {
            Check.argument(viewTimeoutMicros > 0, "viewTimeoutMicros=%d", viewTimeoutMicros);
        }

        public String name() {
            return rules.group();
        }

        public String machineOf(String replica) {
            return machines.get(replica);
        }
    }

    public Optional<GroupSettings> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
