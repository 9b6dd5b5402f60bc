package io.understudy.config.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Everybody must be able to dial everybody: where one site is beyond loopback, a loopback address
 * of another is the machine that dials, not the one that is meant.
 */
final class Reach {

    private final List<Site> sites = new ArrayList<>();
    private final Mistakes mistakes;

    Reach(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void add(Site site) {
        if (site.sound()) {
            sites.add(site);
        }
    }

    /** To be called when all sites are known. */
    void check() {
        sites.stream()
                .filter(site -> !site.advertised().loopback())
                .findFirst()
                .ifPresent(this::refuseLoopbackBeside);
    }

    private void refuseLoopbackBeside(Site beyond) {
        sites.stream()
                .filter(site -> site.advertised().loopback())
                .forEach(
                        site ->
                                mistakes.add(
                                        site.place(),
                                        String.format(
                                                "others, such as %s, cannot dial %s",
                                                beyond.host().advertised(),
                                                site.host().advertised()),
                                        "want an address of this machine that all others reach"));
    }
}
