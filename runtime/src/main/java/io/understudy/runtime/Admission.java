package io.understudy.runtime;

import io.understudy.config.ClusterFile;
import io.understudy.protocol.Hello;
import io.understudy.protocol.NodeId;
import java.util.Optional;

/** Whether somebody who says Hello is one to talk with. */
final class Admission {

    private final NodeId self;
    private final ClusterFile cluster;

    Admission(NodeId self, ClusterFile cluster) {
        this.self = self;
        this.cluster = cluster;
    }

    Hello hello() {
        return new Hello(Hello.VERSION, cluster.cluster(), self.role(), self.name());
    }

    /** Why not to talk with somebody who dialled us; empty if there is no reason. */
    Optional<String> refusal(Hello hello) {
        if (hello.version() != Hello.VERSION) {
            return Optional.of("speaks version " + hello.version() + ", not " + Hello.VERSION);
        }
        if (!hello.cluster().equals(cluster.cluster())) {
            return Optional.of("is of cluster " + hello.cluster() + ", not " + cluster.cluster());
        }
        if (hello.node().equals(self)) {
            return Optional.of("goes by our own name");
        }
        if (!isKnown(hello)) {
            return Optional.of("is no " + hello.role() + " of the cluster file: " + hello.name());
        }
        return Optional.empty();
    }

    /** Why not to talk with whom we found where {@code expected} should be. */
    Optional<String> refusal(Hello hello, NodeId expected) {
        Optional<String> refusal = refusal(hello);
        if (refusal.isEmpty() && !hello.node().equals(expected)) {
            return Optional.of("is " + hello.role() + " " + hello.name() + ", not " + expected);
        }
        return refusal;
    }

    private boolean isKnown(Hello hello) {
        return switch (hello.role()) {
            case REPLICATION_MANAGER -> cluster.manager(hello.name()).isPresent();
            case GLOBAL_DETECTOR -> cluster.globalDetector(hello.name()).isPresent();
            case LOCAL_DETECTOR -> cluster.machine(hello.name()).isPresent();
            case REPLICA -> cluster.replica(hello.name()).isPresent();
            // Clients come and go; no file lists them.
            case CLIENT -> true;
        };
    }
}
