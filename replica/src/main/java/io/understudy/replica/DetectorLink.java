package io.understudy.replica;

import io.understudy.protocol.Env;
import io.understudy.protocol.NodeId;
import io.understudy.protocol.ReplicaId;
import io.understudy.protocol.ToLocalDetector.HeartbeatAnswer;
import io.understudy.protocol.ToLocalDetector.Register;
import io.understudy.protocol.ToReplica.Heartbeat;

/** Keeps the detector of this machine informed: who this process is, and that its loop turns. */
final class DetectorLink {

    private final ReplicaSettings settings;
    private final Env<?> env;
    private final NodeId detector;
    private long heardMicros;
    private boolean heard = false;

    DetectorLink(ReplicaSettings settings, Env<?> env) {
        this.settings = settings;
        this.env = env;
        this.detector = NodeId.localDetector(settings.machine());
    }

    boolean isDetector(NodeId from) {
        return from.equals(detector);
    }

    void answer(Heartbeat heartbeat, ReplicaId self, long progress, boolean hearsManager) {
        heard = true;
        heardMicros = env.nowMicros();
        env.send(detector, new HeartbeatAnswer(self, heartbeat.count(), progress, hearsManager));
    }

    void registerIfUnwatched(ReplicaId self) {
        if (!heard || env.nowMicros() - heardMicros > settings.timeoutMicros()) {
            register(self);
        }
    }

    void register(ReplicaId self) {
        ReplicaSettings.Process process = settings.process();
        env.send(
                detector, new Register(settings.group(), self, process.pid(), process.startTime()));
    }
}
