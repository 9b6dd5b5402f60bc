package io.understudy.client;

import io.understudy.config.ClusterFile;
import io.understudy.config.ManagerEntry;
import io.understudy.protocol.Check;
import java.util.List;

/**
 * How a client behaves.
 *
 * @param managers who are asked for views
 * @param renewMicros between two requests for views; also how long a lost push may go unnoticed
 * @param retryMicros after which a request is sent again; doubles while it is not answered
 * @param retryMicrosMax where that doubling ends
 * @param timeoutMicros after which a request that was not answered is given up
 */
public record ClientSettings(
        String group,
        List<String> managers,
        long renewMicros,
        long retryMicros,
        long retryMicrosMax,
        long timeoutMicros) {

    public ClientSettings {
        managers = List.copyOf(managers);
        Check.argument(renewMicros > 0, "renewMicros=%d", renewMicros);
        Check.argument(retryMicros > 0, "retryMicros=%d", retryMicros);
        Check.argument(retryMicrosMax >= retryMicros, "retryMicrosMax=%d", retryMicrosMax);
        Check.argument(timeoutMicros > 0, "timeoutMicros=%d", timeoutMicros);
    }

    public static ClientSettings of(ClusterFile cluster, String group, long timeoutMicros) {
        return new ClientSettings(
                group,
                cluster.replicationManagers().stream().map(ManagerEntry::name).toList(),
                1_000_000,
                50_000,
                1_000_000,
                timeoutMicros);
    }
}
