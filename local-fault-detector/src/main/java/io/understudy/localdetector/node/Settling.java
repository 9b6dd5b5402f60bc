package io.understudy.localdetector.node;

import io.understudy.config.ClusterFile;
import io.understudy.config.GroupEntry;
import io.understudy.config.MachineEntry;
import io.understudy.config.ReplicaEntry;
import io.understudy.localdetector.LocalDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/**
 * How long a detector waits for replicas that may be running already before it starts any.
 *
 * <p>Not at all if none can be: no detector of this machine has run before that might have started
 * one that is not heard yet, and nobody has started one by hand, since every replica's door is
 * free. That is so when a cluster is started for the first time, and people watch.
 */
final class Settling {

    private Settling() {}

    static Duration of(ClusterFile cluster, String machine, boolean firstLife) {
        return firstLife && noneRuns(cluster, machine)
                ? Duration.ZERO
                : LocalDetector.Settings.SETTLING_DEFAULT;
    }

    private static boolean noneRuns(ClusterFile cluster, String name) {
        MachineEntry machine = cluster.machine(name).orElseThrow();
        for (GroupEntry group : cluster.groups()) {
            for (ReplicaEntry replica : group.replicas()) {
                if (replica.machine().equals(name)
                        && !isFree(machine.host().bind(), replica.ports().heartbeat())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Taken and given back at once; a replica that wants it at that moment tries again. */
    private static boolean isFree(String address, int port) {
        try (ServerSocket door = new ServerSocket()) {
            // What an earlier process's connections have left behind is not in the way.
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
