package io.understudy.manager;

import io.understudy.manager.ManagerSettings.GroupSettings;
import io.understudy.protocol.Env;
import io.understudy.protocol.LocalReport.Launching;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ToLocalDetector.StartReplica;
import io.understudy.protocol.WakefulClock;
import java.util.TreeMap;

/**
 * Has missing replicas started: as many as a group wants, in the order of the cluster file, never
 * more. Back-off, the limit and "never two of one name" are the local detector's, who sees the
 * processes; what is here may ask too often and does no harm.
 */
final class Starter {

    /** A start is asked for again after so long, in case the detector did not hear. */
    static final long REPEAT_MICROS = 500_000;

    /**
     * Nothing is started for so long after a view was formed. A process that starts takes all it
     * can get of its machine, and just then the others have to agree on what the dead one left.
     */
    static final long REST_MICROS = 250_000;

    private final Env<?> env;
    private final WakefulClock clock;
    private final Hearsay hearsay;
    private final TreeMap<String, Long> askedMicros = new TreeMap<>();

    Starter(Env<?> env, WakefulClock clock, Hearsay hearsay) {
        this.env = env;
        this.clock = clock;
        this.hearsay = hearsay;
    }

    void askForMissing(GroupSettings settings, GroupRecord group) {
        if (!settings.relaunch()) {
            return;
        }
        long lacking =
                settings.rules().wanted()
                        - settings.rules().replicas().stream()
                                .filter(name -> runs(settings, group, name))
                                .count();
        for (String name : settings.rules().replicas()) {
            if (lacking <= 0) {
                return;
            }
            if (!runs(settings, group, name) && canStart(settings, name)) {
                lacking--;
                ask(settings, name);
            }
        }
    }

    private boolean runs(GroupSettings settings, GroupRecord group, String name) {
        return group.lives().stream()
                        .anyMatch(life -> life.up() && life.replica().name().equals(name))
                || machineOf(settings, name).living(name).isPresent();
    }

    private boolean canStart(GroupSettings settings, String name) {
        MachineWatch machine = machineOf(settings, name);
        boolean hopeless =
                machine.launch(name)
                        .filter(note -> note.launching() == Launching.GAVE_UP)
                        .isPresent();
        return machine.reachable(clock.nowMicros()) && machine.settled() && !hopeless;
    }

    private void ask(GroupSettings settings, String name) {
        long now = clock.nowMicros();
        Long asked = askedMicros.get(name);
        if (asked == null || now - asked >= REPEAT_MICROS) {
            askedMicros.put(name, now);
            env.send(
                    NodeId.localDetector(settings.machineOf(name)),
                    new StartReplica(settings.name(), name));
        }
    }

    private MachineWatch machineOf(GroupSettings settings, String name) {
        return hearsay.machine(settings.machineOf(name)).orElseThrow();
    }
}
