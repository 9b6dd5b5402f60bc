package io.understudy.manager;

import io.understudy.protocol.LocalReport;
import io.understudy.protocol.LocalReport.LaunchNote;
import io.understudy.protocol.LocalReport.Sighting;
import io.understudy.protocol.LocalReport.Verdict;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToManager.Presence;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a manager has heard of one machine, from its local detector and from global ones. All of it
 * is hearsay that a manager may lose at any time: it is repeated by those who said it.
 */
final class MachineWatch {

    /** What one global detector said last. */
    private record Said(long epoch, long version, Presence presence, long heardMicros) {}

    private final long timeoutMicros;
    private final TreeMap<String, Said> global = new TreeMap<>();
    private Optional<LocalReport> report = Optional.empty();

    /** When the local detector itself was heard, without a global one between. */
    private long directMicros;

    private boolean heardDirectly = false;

    MachineWatch(long timeoutMicros) {
        this.timeoutMicros = timeoutMicros;
    }

    /** A report that is older than the one at hand changes nothing. */
    void onReport(LocalReport next) {
        boolean newer =
                report.map(
                                known ->
                                        next.epoch() > known.epoch()
                                                || (next.epoch() == known.epoch()
                                                        && next.version() >= known.version()))
                        .orElse(true);
        if (newer) {
            report = Optional.of(next);
        }
    }

    void onHeardDirectly(long nowMicros) {
        directMicros = nowMicros;
        heardDirectly = true;
    }

    void onPresence(String detector, long epoch, long version, Presence presence, long nowMicros) {
        Said known = global.get(detector);
        boolean overtaken =
                known != null
                        && (epoch < known.epoch()
                                || (epoch == known.epoch() && version < known.version()));
        if (!overtaken) {
            global.put(detector, new Said(epoch, version, presence, nowMicros));
        }
    }

    /**
     * Two witnesses: a global detector has lost the machine and none still hears it, and this
     * manager does not hear it either. A cut between one detector and the machine is not the
     * machine's end.
     */
    boolean gone(long nowMicros) {
        if (heardDirectly && nowMicros - directMicros <= timeoutMicros) {
            return false;
        }
        boolean gone = false;
        for (Said said : global.values()) {
            boolean fresh = nowMicros - said.heardMicros() <= timeoutMicros;
            if (fresh && said.presence() == Presence.PRESENT) {
                return false;
            }
            gone |= fresh && said.presence() == Presence.GONE;
        }
        return gone;
    }

    /** Heard of lately, by this manager or by a global detector. */
    boolean alive(long nowMicros) {
        return reachable(nowMicros)
                || global.values().stream()
                        .anyMatch(
                                said ->
                                        said.presence() == Presence.PRESENT
                                                && nowMicros - said.heardMicros() <= timeoutMicros);
    }

    /** Whether its local detector would answer if it were asked to start a replica. */
    boolean reachable(long nowMicros) {
        return heardDirectly && nowMicros - directMicros <= timeoutMicros;
    }

    Optional<Sighting> sighting(ReplicaId replica) {
        return report.flatMap(
                known ->
                        known.sightings().stream()
                                .filter(sighting -> sighting.replica().equals(replica))
                                .findFirst());
    }

    Optional<Sighting> living(String replica) {
        return report.flatMap(
                known ->
                        known.sightings().stream()
                                .filter(sighting -> sighting.verdict() == Verdict.ALIVE)
                                .filter(sighting -> sighting.replica().name().equals(replica))
                                .findFirst());
    }

    /** Those lives of that replica that run, or of which it is not certain that they do not. */
    List<Sighting> notDead(String replica) {
        return report.map(LocalReport::sightings).orElse(List.of()).stream()
                .filter(sighting -> sighting.verdict() != Verdict.DEAD)
                .filter(sighting -> sighting.replica().name().equals(replica))
                .toList();
    }

    boolean settled() {
        return report.map(LocalReport::settled).orElse(false);
    }

    Optional<LaunchNote> launch(String replica) {
        return report.flatMap(
                known ->
                        known.launches().stream()
                                .filter(note -> note.replica().equals(replica))
                                .findFirst());
    }
}
