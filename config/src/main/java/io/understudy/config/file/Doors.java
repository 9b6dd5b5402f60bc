package io.understudy.config.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where processes listen. No two doors may be one: the second process to start would not, or its
 * peers would talk to the first.
 */
final class Doors {

    /** A port in use, and whose. */
    private record Door(Site site, Setting<Integer> port) {

        /**
         * Whether only one of the two could be opened. Addresses that differ can still meet if all
         * loopback traffic of this machine ends in one wildcard; of other machines nothing is known
         * that the file does not say.
         */
        boolean excludes(Door other) {
            HostText mine = site.advertised();
            HostText theirs = other.site.advertised();
            if (mine.normal().equals(theirs.normal())) {
                return true;
            }
            return mine.loopback() && theirs.loopback() && site.bindMeets(other.site);
        }
    }

    private final Map<Integer, List<Door>> byPort = new HashMap<>();
    private final Mistakes mistakes;

    Doors(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void add(Site site, Setting<Integer> port) {
        if (!site.sound() || !port.sound()) {
            return;
        }
        Door door = new Door(site, port);
        List<Door> others = byPort.computeIfAbsent(port.value(), any -> new ArrayList<>());
        others.stream().filter(door::excludes).findFirst().ifPresent(other -> refuse(door, other));
        others.add(door);
    }

    private void refuse(Door door, Door other) {
        Place taken = other.port().place();
        mistakes.add(
                door.port().place(),
                String.format(
                        "port %d of %s is already that of %s in line %d",
                        door.port().value(),
                        door.site().host().advertised(),
                        taken.path(),
                        taken.line()),
                "want a port, or a machine, of its own");
    }
}
