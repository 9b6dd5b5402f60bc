package io.understudy.replica;

import io.understudy.protocol.ReplicaId;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who of a view has answered its primary, and how long ago. */
final class Roll {

    private final TreeMap<ReplicaId, Long> heardMicros = new TreeMap<>();
    private final TreeSet<ReplicaId> answered = new TreeSet<>();

    Roll(List<ReplicaId> others, long nowMicros) {
        others.forEach(other -> heardMicros.put(other, nowMicros));
    }

    void answered(ReplicaId replica, long nowMicros) {
        answered.add(replica);
        heardMicros.put(replica, nowMicros);
    }

    boolean hasAnswered(ReplicaId replica) {
        return answered.contains(replica);
    }

    long silentMicros(ReplicaId replica, long nowMicros) {
        return nowMicros - heardMicros.get(replica);
    }

    /** Starts every silence anew. */
    void forgive(long nowMicros) {
        heardMicros.replaceAll((replica, heard) -> nowMicros);
    }
}
