package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.config.ManagerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a cluster as its managers tell it.
 *
 * <p>Asked with the JDK's old HTTP client: the new one takes a quarter of a second to load, which
 * is all of what a short command may take.
 */
public final class ManagerStatus {

    private static final int CONNECT_MILLIS_MAX = 1_000;
    private static final int ANSWER_MILLIS_MAX = 3_000;

    /** Enough for a thousand replicas, and no more than this process can hold. */
    static final int BYTES_MAX = 16 << 20;

    private ManagerStatus() {}

    /**
     * The answer of the first manager that gives one, as it came.
     *
     * @throws Failed if none does, or one that manages another cluster
     */
    public static String ask(ClusterFile cluster) {
        List<String> reasons = new ArrayList<>();
        for (ManagerEntry manager : cluster.replicationManagers()) {
            try {
                String status = ask(manager);
                checkCluster(cluster, manager, Status.parse(status));
                return status;
            } catch (IOException e) {
                reasons.add(manager.name() + " at " + address(manager) + ": " + e.getMessage());
            }
        }
        throw Failed.failed(
                "no replication manager answers ("
                        + String.join("; ", reasons)
                        + "); on its machine, understudy rm "
                        + cluster.replicationManagers().get(0).name()
                        + " starts one");
    }

    /** Else a file with the right address and the wrong names would show somebody else's state. */
    private static void checkCluster(ClusterFile cluster, ManagerEntry manager, Status status) {
        String theirs = status.root().path("cluster").asString(cluster.cluster());
        if (!theirs.equals(cluster.cluster())) {
            throw Failed.usage(
                    List.of(
                            "the replication manager at "
                                    + address(manager)
                                    + " is one of cluster "
                                    + theirs
                                    + "; "
                                    + cluster.file()
                                    + " describes cluster "
                                    + cluster.cluster()));
        }
    }

    private static String ask(ManagerEntry manager) throws IOException {
        URI page = URI.create("http://" + address(manager) + "/status");
        HttpURLConnection connection =
                (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS_MAX);
        connection.setReadTimeout(ANSWER_MILLIS_MAX);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("answers " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (bytes.length > BYTES_MAX) {
                    throw new IOException("answers more than " + BYTES_MAX + " bytes");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String address(ManagerEntry manager) {
        String host = manager.host().advertised();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + manager.clientPort();
    }
}
