package io.understudy.suite.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Each site in a network namespace of Linux, all on one bridge, of which this process is a part
 * too. Where a link is cut the kernel drops every packet, as it is with a cable.
 */
final class Namespaces implements Cuttable {

    private static final List<Path> IP = List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"));

    private static final int DRAWS_MAX = 20;

    /** By site, what stands for it in names and is the end of its address. */
    private static final Map<String, Integer> NUMBERS =
            Map.of("RM1", 1, "GFD1", 2, "M1", 3, "M2", 4, "M3", 5);

    private static final int STRANGER = 6;
    private static final int OURS = 254;

    /** Begins the names of namespaces and devices, which may have fifteen letters. */
    private final String mark;

    /** Of the addresses, in the net that is set aside for measurements between machines. */
    private final String prefix;

    private boolean closed = false;

    private Namespaces(int drawn) {
        this.mark = "us" + drawn;
        this.prefix = "198." + (18 + drawn / 256) + "." + drawn % 256 + ".";
    }

    /** Whether this process may make namespaces. */
    static boolean canBeMade() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return root && IP.stream().anyMatch(Files::isExecutable);
    }

    static Namespaces make() throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        IOException last = null;
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            Namespaces drawn = new Namespaces(random.nextInt(512));
            try {
                ip("link", "add", drawn.mark, "type", "bridge");
            } catch (IOException taken) {
                last = taken;
                continue;
            }
            drawn.setUp();
            return drawn;
        }
        throw last;
    }

    private void setUp() throws IOException, InterruptedException {
        try {
            ip("address", "add", prefix + OURS + "/24", "dev", mark);
            ip("link", "set", mark, "up");
            for (String site : new TreeMap<>(NUMBERS).keySet()) {
                String space = space(site);
                ip("netns", "add", space);
                ip("link", "add", space, "type", "veth", "peer", "name", "eth0", "netns", space);
                ip("link", "set", space, "master", mark, "up");
                ip("-n", space, "address", "add", host(site) + "/24", "dev", "eth0");
                ip("-n", space, "link", "set", "eth0", "up");
                ip("-n", space, "link", "set", "lo", "up");
            }
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    private String space(String site) {
        return mark + "-" + NUMBERS.get(site);
    }

    @Override
    public String host(String site) {
        return prefix + NUMBERS.get(site);
    }

    @Override
    public String strangersHost() {
        return prefix + STRANGER;
    }

    @Override
    public List<String> runAt(String site) {
        return List.of(program(), "netns", "exec", space(site));
    }

    @Override
    public void cut(String site, String other) throws IOException, InterruptedException {
        route("add", site, other);
        route("add", other, site);
    }

    @Override
    public void heal(String site, String other) throws IOException, InterruptedException {
        route("delete", site, other);
        route("delete", other, site);
    }

    private void route(String change, String at, String to)
            throws IOException, InterruptedException {
        ip("-n", space(at), "route", change, "blackhole", host(to) + "/32");
    }

    /** A namespace takes its end of the link along, and that the other end. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<String[]> steps = new ArrayList<>();
        NUMBERS.keySet().forEach(site -> steps.add(new String[] {"netns", "delete", space(site)}));
        steps.add(new String[] {"link", "delete", mark});
        for (String[] step : steps) {
            try {
                ip(step);
            } catch (IOException neverMade) {
                // Then there is nothing to give back.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String program() {
        return IP.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        byte[] said = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(words + ": " + new String(said, StandardCharsets.UTF_8).strip());
        }
    }
}
