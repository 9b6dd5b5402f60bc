package io.understudy.manager;

import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a manager was told and may forget at any time, and the facts that can be concluded from
 * it. A conclusion is always about what differs from the record, so saying a thing twice is one
 * fact.
 */
final class Hearsay {

    private record PresentHeard(Present said, long micros) {}

    private final long timeoutMicros;
    private final TreeMap<String, MachineWatch> machines = new TreeMap<>();

    /** By the replica's name: whichever life of it spoke last. */
    private final TreeMap<String, PresentHeard> present = new TreeMap<>();

    private final TreeMap<String, Long> detectorsMicros = new TreeMap<>();

    Hearsay(ManagerSettings settings) {
        timeoutMicros = settings.machineTimeoutMicros();
        for (GroupSettings group : settings.groups()) {
            for (String machine : group.machines().values()) {
                machines.computeIfAbsent(machine, name -> new MachineWatch(timeoutMicros));
            }
        }
    }

    Optional<MachineWatch> machine(String name) {
        return Optional.ofNullable(machines.get(name));
    }

    TreeMap<String, MachineWatch> machines() {
        return machines;
    }

    void onPresent(Present said, long nowMicros) {
        present.put(said.replica().name(), new PresentHeard(said, nowMicros));
    }

    Optional<Present> present(String replica) {
        return Optional.ofNullable(present.get(replica)).map(PresentHeard::said);
    }

    void onGlobalDetector(String name, long nowMicros) {
        detectorsMicros.put(name, nowMicros);
    }

    boolean hearsGlobalDetector(String name, long nowMicros) {
        Long heard = detectorsMicros.get(name);
        return heard != null && nowMicros - heard <= timeoutMicros;
    }

    /** The newest view that any replica of that group has heard of. */
    long heardView(GroupSettings settings) {
        return settings.rules().replicas().stream()
                .flatMap(name -> present(name).stream())
                .mapToLong(Present::heardView)
                .max()
                .orElse(0);
    }

    /**
     * Those replicas of that group that may have a part in a view, for all that is known: each of
     * the others either says that it has none, or does not run, as its detector knows.
     */
    List<String> mayHaveParts(GroupSettings settings, long nowMicros) {
        return settings.rules().replicas().stream()
                .filter(name -> !hasNoPart(machines.get(settings.machineOf(name)), name, nowMicros))
                .toList();
    }

    private boolean hasNoPart(MachineWatch machine, String name, long nowMicros) {
        if (!machine.settled() || !machine.alive(nowMicros)) {
            return false;
        }
        return machine.notDead(name).stream()
                .allMatch(
                        sighting ->
                                present(name)
                                        .filter(said -> said.replica().equals(sighting.replica()))
                                        .filter(said -> said.view() == 0)
                                        .isPresent());
    }

    /** How many replicas of that group show themselves, and are vouched for. */
    long shown(GroupSettings settings, long nowMicros) {
        GroupRecord nobody = GroupRecord.of(settings.rules());
        return settings.rules().replicas().stream()
                .filter(name -> arrival(settings, nobody, name, nowMicros).isPresent())
                .count();
    }

    /** What should be recorded about that group, given what is. */
    List<Command> conclusions(GroupSettings settings, GroupRecord group, long nowMicros) {
        List<Command> facts = new ArrayList<>();
        for (Life life : group.lives()) {
            String machine = settings.machineOf(life.replica().name());
            if (machine != null) {
                loss(settings.name(), life, machine, nowMicros).ifPresent(facts::add);
            }
        }
        for (String replica : settings.rules().replicas()) {
            arrival(settings, group, replica, nowMicros).ifPresent(facts::add);
        }
        return facts;
    }

    private Optional<Command> loss(String group, Life life, String name, long nowMicros) {
        MachineWatch machine = machines.get(name);
        Optional<Sighting> sighting = machine.sighting(life.replica());
        if (sighting.isPresent() && sighting.get().verdict() == Verdict.DEAD) {
            return life.standing() == Life.Standing.ENDED
                    ? Optional.empty()
                    : lost(group, life, true, sighting.get().cause());
        }
        if (!life.up()) {
            return Optional.empty();
        }
        if (machine.gone(nowMicros)) {
            return lost(group, life, false, "machine " + name + " is gone");
        }
        if (sighting.isPresent() && sighting.get().verdict() == Verdict.SUSPECTED) {
            return lost(group, life, false, sighting.get().cause());
        }
        // A detector that has only just started does not list what its predecessor watched, so
        // until it is settled its silence about a replica means nothing.
        if (sighting.isEmpty() && machine.settled()) {
            return lost(group, life, false, "the detector of " + name + " does not know it");
        }
        return Optional.empty();
    }

    private static Optional<Command> lost(String group, Life life, boolean certain, String cause) {
        return Optional.of(new Command.Lost(group, life.replica(), certain, cause));
    }

    /** Two witnesses: the replica shows itself, and the detector that can end it agrees. */
    private Optional<Command> arrival(
            GroupSettings settings, GroupRecord group, String name, long nowMicros) {
        PresentHeard heard = present.get(name);
        MachineWatch machine = machines.get(settings.machineOf(name));
        if (heard == null
                || nowMicros - heard.micros() > timeoutMicros
                || machine.gone(nowMicros)) {
            return Optional.empty();
        }
        ReplicaId replica = heard.said().replica();
        boolean vouched =
                machine.living(name).filter(alive -> alive.replica().equals(replica)).isPresent();
        boolean news =
                group.life(replica).map(life -> life.standing() == Life.Standing.LOST).orElse(true);
        return vouched && news
                ? Optional.of(
                        new Command.Arrived(settings.name(), replica, heard.said().heldView()))
                : Optional.empty();
    }
}
