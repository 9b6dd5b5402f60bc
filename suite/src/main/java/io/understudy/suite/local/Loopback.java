package io.understudy.suite.local;

import io.understudy.config.Defaults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/**
 * A network of this machine's own, 127.first.second.*: one of the 64,000 that Linux has without
 * being asked, so that clusters side by side use the same ports as on real machines and never meet.
 */
public record Loopback(int first, int second) implements Network {

    private static final int DRAWS_MAX = 20;

    /** Of the manager and of the global detector. */
    private static final int MANAGERS = 1;

    /** One on which no manager listens. */
    public static Loopback draw() throws IOException {
        // Not seeded: two that start at the same moment have to draw different ones.
        SecureRandom random = new SecureRandom();
        IOException last = null;
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            // 127.0.*.* is where people put services of their own.
            Loopback drawn = new Loopback(1 + random.nextInt(254), random.nextInt(256));
            try (ServerSocket door = new ServerSocket()) {
                door.bind(new InetSocketAddress(drawn.address(MANAGERS), Defaults.MANAGER_PORT));
                return drawn;
            } catch (IOException busy) {
                last = busy;
            }
        }
        throw new IOException(
                "no loopback network is free; Linux has them all, other systems need an alias each",
                last);
    }

    @Override
    public String host(String site) {
        return address(site.startsWith("M") ? MANAGERS + LocalCluster.numberOf(site) : MANAGERS);
    }

    @Override
    public String strangersHost() {
        return address(MANAGERS + LocalCluster.MACHINES + 1);
    }

    /** Any of its addresses, for a layout of somebody's own. */
    public String address(int number) {
        return "127." + first + "." + second + "." + number;
    }
}
