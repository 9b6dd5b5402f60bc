package io.understudy.config.file;

import io.understudy.config.Host;

/**
 * The {@link Host} of a machine or process while the file is read.
 *
 * @param place of the address that is advertised
 * @param sound whether both parts were understood; else nothing more may be concluded from them
 */
record Site(Place place, Host host, boolean sound) {

    static Site read(Section section) {
        Setting<String> host = section.required("host", Kinds.HOST);
        Setting<String> bind = section.optional("bind", Kinds.BIND, host.value());
        return new Site(
                host.place(), new Host(host.value(), bind.value()), host.sound() && bind.sound());
    }

    HostText advertised() {
        return HostText.parse(host.advertised()).orElseThrow();
    }

    /** Whether the two sites, on one machine, would listen on an address in common. */
    boolean bindMeets(Site other) {
        HostText mine = HostText.parse(host.bind()).orElseThrow();
        HostText theirs = HostText.parse(other.host.bind()).orElseThrow();
        return mine.wildcard() || theirs.wildcard() || mine.normal().equals(theirs.normal());
    }
}
