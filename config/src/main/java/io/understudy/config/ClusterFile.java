package io.understudy.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is written in one cluster file: the same on every machine, read once at the start
 * of a process.
 *
 * <p>The loader has checked what no single record can see: names are unique, each replica's machine
 * exists, no two doors share an address.
 *
 * @param file where it was read from, as an absolute path
 * @param cluster a name that every connection states first, so that two clusters on one network
 *     cannot be mixed up by a wrong address
 */
public record ClusterFile(
        Path file,
        String cluster,
        Folders folders,
        Detection detection,
        List<ManagerEntry> replicationManagers,
        List<GlobalDetectorEntry> globalFaultDetectors,
        List<MachineEntry> machines,
        List<GroupEntry> groups) {

    /**
     * One until managers agree among themselves: two that do not would each form views, and a group
     * would have two primaries.
     */
    public static final int MANAGERS_MAX = 1;

    public static final int GLOBAL_DETECTORS_MAX = 8;

    public static final int MACHINES_MAX = 1_000;

    public static final int GROUPS_MAX = 100;

    public ClusterFile {
        replicationManagers = List.copyOf(replicationManagers);
        globalFaultDetectors = List.copyOf(globalFaultDetectors);
        machines = List.copyOf(machines);
        groups = List.copyOf(groups);
    }

    /** A cluster that is written nowhere, as simulations and tests make them. */
    public ClusterFile(
            String cluster,
            Folders folders,
            Detection detection,
            List<ManagerEntry> replicationManagers,
            List<GlobalDetectorEntry> globalFaultDetectors,
            List<MachineEntry> machines,
            List<GroupEntry> groups) {
        this(
                Path.of("understudy.json"),
                cluster,
                folders,
                detection,
                replicationManagers,
                globalFaultDetectors,
                machines,
                groups);
    }

    /** Where each process has a folder for what it must not forget. */
    public Path dataFolder() {
        return file.resolveSibling(folders.data());
    }

    /** Where each process has its log file. */
    public Path logsFolder() {
        return file.resolveSibling(folders.logs());
    }

    public Optional<ManagerEntry> manager(String name) {
        return replicationManagers.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    public Optional<GlobalDetectorEntry> globalDetector(String name) {
        return globalFaultDetectors.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    public Optional<MachineEntry> machine(String name) {
        return machines.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    public Optional<GroupEntry> group(String name) {
        return groups.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** The group that has a replica of that name; replica names are unique in the whole file. */
    public Optional<GroupEntry> groupOf(String replica) {
        return groups.stream().filter(group -> group.replica(replica).isPresent()).findFirst();
    }

    public Optional<ReplicaEntry> replica(String name) {
        return groupOf(name).flatMap(group -> group.replica(name));
    }
}
