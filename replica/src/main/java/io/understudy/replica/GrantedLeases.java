package io.understudy.replica;

import io.understudy.protocol.ReplicaId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The leases that this replica has given to primaries: until they have run out, one of them may
 * answer a read alone, and so nobody may acknowledge a write that it does not know of.
 *
 * <pre>
 *   client      A (view 4)        B                    manager
 *     |           |<-- lease ----|  until 300            |
 *     |           X cut off      |<------ view 5 --------|
 *     |-- write ------------------------>|               B waits until 300 before it reports
 *     |-- read -->|  answers from its own state until 270, on its clock
 * </pre>
 *
 * <p>The holder counts from when it sent what was acknowledged and takes a tenth less; the granter
 * counts from when it answered. So clocks that run apart by less than that do no harm.
 *
 * <p>Invariant LE1 — a primary does not report a view before every lease that it granted in any
 * earlier one has run out, or its holder is certainly over, or has joined the new view itself.
 */
final class GrantedLeases {

    private final TreeMap<ReplicaId, Long> untilMicros = new TreeMap<>();

    void grant(ReplicaId holder, long until) {
        untilMicros.merge(holder, until, Math::max);
    }

    /**
     * When the last of them runs out, but for those whose holder is harmless; empty if none stands.
     */
    OptionalLong lastEndMicros(long nowMicros, Predicate<ReplicaId> harmless) {
        untilMicros.values().removeIf(until -> until <= nowMicros);
        return untilMicros.entrySet().stream()
                .filter(lease -> !harmless.test(lease.getKey()))
                .mapToLong(Map.Entry::getValue)
                .max();
    }
}
