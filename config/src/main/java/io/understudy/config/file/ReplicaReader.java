package io.understudy.config.file;

import io.understudy.config.Defaults;
import io.understudy.config.MachineEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.config.ReplicaPorts;
import java.util.HashMap;
import java.util.Map;

/** Reads a replica and gives it its place on a machine. */
final class ReplicaReader {

    private final Mistakes mistakes;
    private final UniqueNames names;
    private final Doors doors;
    private final Map<String, Site> machineSites;

    /** How many replicas each machine has so far. */
    private final Map<String, Integer> crowds = new HashMap<>();

    /**
     * @param machineSites all of them, by name
     */
    ReplicaReader(
            Mistakes mistakes, UniqueNames names, Doors doors, Map<String, Site> machineSites) {
        this.mistakes = mistakes;
        this.names = names;
        this.doors = doors;
        this.machineSites = machineSites;
    }

    ReplicaEntry read(Section section) {
        Setting<String> name = section.required("name", Kinds.NAME);
        names.add(name);
        Setting<String> machine = section.required("machine", Kinds.NAME);
        if (machine.sound()) {
            place(machine);
        }
        ReplicaPorts ports = ports(section.section("ports"), machine.value());
        section.end();
        return new ReplicaEntry(name.value(), machine.value(), ports);
    }

    private void place(Setting<String> machine) {
        if (!machineSites.containsKey(machine.value())) {
            mistakes.add(
                    machine.place(),
                    "no machine is called \"" + machine.value() + "\"",
                    Nearest.advice(machine.value(), machineSites.keySet()));
            return;
        }
        int crowd = crowds.merge(machine.value(), 1, Integer::sum);
        if (crowd == MachineEntry.REPLICAS_MAX + 1) {
            mistakes.add(
                    machine.place(),
                    "this is replica " + crowd + " of machine \"" + machine.value() + "\"",
                    "want at most " + MachineEntry.REPLICAS_MAX + " on one");
        }
    }

    private ReplicaPorts ports(Section section, String machine) {
        ReplicaPorts otherwise = Defaults.REPLICA_PORTS;
        int clients = port(section, "clients", otherwise.clients(), machine);
        int heartbeat = port(section, "heartbeat", otherwise.heartbeat(), machine);
        int manager = port(section, "manager", otherwise.manager(), machine);
        int replicas = port(section, "replicas", otherwise.replicas(), machine);
        section.end();
        return new ReplicaPorts(clients, heartbeat, manager, replicas);
    }

    private int port(Section section, String key, int otherwise, String machine) {
        Setting<Integer> port = section.optional(key, Kinds.PORT, otherwise);
        Site site = machineSites.get(machine);
        if (site != null) {
            doors.add(site, port);
        }
        return port.value();
    }
}
