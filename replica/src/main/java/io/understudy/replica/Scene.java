package io.understudy.replica;

import io.understudy.protocol.Env;
import io.understudy.protocol.Message;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.View;
import io.understudy.protocol.WakefulClock;
import java.util.List;

/** A view, from where one replica stands in it. */
record Scene(
        ReplicaSettings settings,
        Env<Replica.Alarm> env,
        WakefulClock clock,
        ReplicaId self,
        View view,
        Store store) {

    String group() {
        return settings.group();
    }

    /** Real time, for promises to others. */
    long nowMicros() {
        return env.nowMicros();
    }

    /** Time in which this replica was awake, for judging others. */
    long wakefulMicros() {
        return clock.nowMicros();
    }

    Log log() {
        return store.log();
    }

    List<ReplicaId> otherMembers() {
        return view.members().stream().filter(member -> !member.equals(self)).toList();
    }

    boolean isPrimary(NodeId from) {
        return from.equals(view.primary().node());
    }

    void send(ReplicaId to, Message message) {
        env.send(to.node(), message);
    }

    void tellManagers(Message message) {
        for (String manager : settings.managers()) {
            env.send(NodeId.manager(manager), message);
        }
    }
}
