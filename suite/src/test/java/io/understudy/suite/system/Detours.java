package io.understudy.suite.system;

import io.understudy.config.Defaults;
import io.understudy.suite.local.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * A network that needs no privileges: whoever dials the manager or the global detector from a
 * machine is led there by a {@link Detour}, which can be blocked. The detours are on another
 * loopback network than the sites, with an address for each machine.
 */
final class Detours implements Cuttable {

    private static final Map<String, Integer> PORTS =
            Map.of("RM1", Defaults.MANAGER_PORT, "GFD1", Defaults.GLOBAL_DETECTOR_PORT);

    private final Loopback sites;
    private final Loopback beside;

    /** By the machine and whom it dials. */
    private final Map<String, Detour> detours = new HashMap<>();

    private Detours(Loopback sites, Loopback beside) {
        this.sites = sites;
        this.beside = beside;
    }

    static Detours make() throws IOException {
        Loopback sites = Loopback.draw();
        Loopback beside = Loopback.draw();
        return new Detours(sites, beside);
    }

    @Override
    public String host(String site) {
        return sites.host(site);
    }

    @Override
    public String strangersHost() {
        return sites.strangersHost();
    }

    @Override
    public String hostSeenFrom(String from, String to) {
        if (!from.startsWith("M") || !PORTS.containsKey(to)) {
            return host(to);
        }
        String host = beside.host(from);
        detours.computeIfAbsent(name(from, to), unused -> detour(host, to));
        return host;
    }

    private Detour detour(String host, String to) {
        try {
            int port = PORTS.get(to);
            return Detour.open(InetAddress.getByName(host), InetAddress.getByName(host(to)), port);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static String name(String from, String to) {
        return from + ">" + to;
    }

    @Override
    public void cut(String site, String other) {
        detours.get(name(site, other)).block(true);
    }

    @Override
    public void heal(String site, String other) {
        detours.get(name(site, other)).block(false);
    }

    @Override
    public void close() {
        detours.values().forEach(Detour::close);
    }
}
