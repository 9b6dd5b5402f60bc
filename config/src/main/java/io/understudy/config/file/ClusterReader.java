package io.understudy.config.file;

import io.understudy.config.ClusterFile;
import io.understudy.config.Defaults;
import io.understudy.config.Detection;
import io.understudy.config.Folders;
import io.understudy.config.GlobalDetectorEntry;
import io.understudy.config.GroupEntry;
import io.understudy.config.Heartbeat;
import io.understudy.config.MachineEntry;
import io.understudy.config.ManagerEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the whole of a cluster file, and what its parts must agree on. */
final class ClusterReader {

    private final Mistakes mistakes;
    private final UniqueNames names;
    private final Doors doors;
    private final Reach reach;
    private final HeartbeatReader heartbeats;

    /** By name, for the replicas that will ask for them; in the order of the file. */
    private final Map<String, Site> machineSites = new LinkedHashMap<>();

    ClusterReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.names = new UniqueNames(mistakes);
        this.doors = new Doors(mistakes);
        this.reach = new Reach(mistakes);
        this.heartbeats = new HeartbeatReader(mistakes);
    }

    /** Of use only if there were no mistakes. */
    ClusterFile read(Path file, Value root) {
        Section top = Section.of(root, mistakes);
        // For editors, which find the schema there.
        top.optional("$schema", Kinds.TEXT, "");
        String cluster = top.required("cluster", Kinds.NAME).value();
        Folders folders = folders(top.section("folders"));
        Detection detection = detection(top.section("detection"));
        List<ManagerEntry> managers =
                top.sections("replicationManagers", ClusterFile.MANAGERS_MAX).stream()
                        .map(this::manager)
                        .toList();
        List<GlobalDetectorEntry> globalDetectors =
                top.sections("globalFaultDetectors", ClusterFile.GLOBAL_DETECTORS_MAX).stream()
                        .map(this::globalDetector)
                        .toList();
        List<MachineEntry> machines =
                top.sections("machines", ClusterFile.MACHINES_MAX).stream()
                        .map(this::machine)
                        .toList();
        reach.check();
        ReplicaReader replicaReader = new ReplicaReader(mistakes, names, doors, machineSites);
        GroupReader groupReader = new GroupReader(mistakes, names, replicaReader);
        List<GroupEntry> groups =
                top.sections("groups", ClusterFile.GROUPS_MAX).stream()
                        .map(groupReader::read)
                        .toList();
        top.end();
        return new ClusterFile(
                file, cluster, folders, detection, managers, globalDetectors, machines, groups);
    }

    private static Folders folders(Section section) {
        String data = section.optional("data", Kinds.FOLDER, Defaults.FOLDERS.data()).value();
        String logs = section.optional("logs", Kinds.FOLDER, Defaults.FOLDERS.logs()).value();
        section.end();
        return new Folders(data, logs);
    }

    private Detection detection(Section section) {
        Duration look = section.duration("look", Detection.LOOK, Defaults.DETECTION.look()).value();
        Heartbeat machines =
                heartbeats
                        .read(section.section("machines"), Defaults.DETECTION.machines())
                        .heartbeat();
        section.end();
        return new Detection(look, machines);
    }

    private ManagerEntry manager(Section section) {
        String name = name(section);
        Site site = site(section);
        int port = port(section, "port", Defaults.MANAGER_PORT, site);
        int clientPort = port(section, "clientPort", Defaults.MANAGER_CLIENT_PORT, site);
        section.end();
        return new ManagerEntry(name, site.host(), port, clientPort);
    }

    private GlobalDetectorEntry globalDetector(Section section) {
        String name = name(section);
        Site site = site(section);
        int port = port(section, "port", Defaults.GLOBAL_DETECTOR_PORT, site);
        section.end();
        return new GlobalDetectorEntry(name, site.host(), port);
    }

    private MachineEntry machine(Section section) {
        String name = name(section);
        Site site = site(section);
        machineSites.putIfAbsent(name, site);
        section.end();
        return new MachineEntry(name, site.host());
    }

    private String name(Section section) {
        Setting<String> name = section.required("name", Kinds.NAME);
        names.add(name);
        return name.value();
    }

    private Site site(Section section) {
        Site site = Site.read(section);
        reach.add(site);
        return site;
    }

    private int port(Section section, String key, int otherwise, Site site) {
        Setting<Integer> port = section.optional(key, Kinds.PORT, otherwise);
        doors.add(site, port);
        return port.value();
    }
}
