package io.understudy.simulation;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Detection;
import io.understudy.config.Durability;
import io.understudy.config.Folders;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.Host;
import io.understudy.config.Launch;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import io.understudy.config.Reads;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.ReplicaPorts;
import io.understudy.config.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The cluster file of a simulated world: a replica of each group on each of its machines. */
final class SimCluster {

    private static final Host ANYWHERE = new Host("127.0.0.1", "127.0.0.1");

    /** What the groups are called; a world has as many as its shape says. */
    private static final List<String> GROUPS = List.of("kv", "other");

    private SimCluster() {}

    static ClusterFile file(Shape shape) {
        List<GroupEntry> groups = new ArrayList<>();
        for (Reads reads : shape.reads()) {
            groups.add(group(groups.size(), shape, reads));
        }
        return new ClusterFile(
                "sim",
                new Folders("data", "logs"),
                new Detection(Duration.ofMillis(1), beats(100, 600)),
                List.of(new ManagerEntry("RM1", ANYWHERE, 10_000, 10_001)),
                List.of(new GlobalDetectorEntry("GFD1", ANYWHERE, 8_000)),
                shape.machineNames().stream()
                        .map(name -> new MachineEntry(name, ANYWHERE))
                        .toList(),
                groups);
    }

    private static GroupEntry group(int index, Shape shape, Reads reads) {
        char initial = (char) ('S' + index);
        return new GroupEntry(
                GROUPS.get(index),
                new ApplicationEntry("kv"),
                Style.PASSIVE,
                Backups.HOT,
                false,
                reads,
                Durability.NONE,
                shape.strictAcknowledgement(),
                shape.wanted(),
                true,
                shape.machineNames().stream()
                        .map(name -> new ReplicaEntry(name.replace('M', initial), name, ports()))
                        .toList(),
                beats(50, 300),
                Duration.ofMillis(1_000),
                Duration.ofMillis(5_000),
                new Launch(
                        List.of(),
                        Duration.ofMillis(100),
                        Duration.ofMillis(1_000),
                        1_000,
                        Duration.ofMillis(2_000),
                        Duration.ofMillis(3_000)));
    }

    private static Heartbeat beats(long intervalMs, long timeoutMs) {
        return new Heartbeat(Duration.ofMillis(intervalMs), Duration.ofMillis(timeoutMs));
    }

    private static ReplicaPorts ports() {
        return new ReplicaPorts(8_080, 8_082, 8_084, 8_086);
    }
}
