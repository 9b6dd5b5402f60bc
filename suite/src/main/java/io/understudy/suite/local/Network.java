package io.understudy.suite.local;

import java.util.List;

/**
 * Where the processes of a local cluster are, and how they reach each other. A site is the manager,
 * the global detector, or a machine with all that runs on it, by its name in the cluster file.
 */
public interface Network extends AutoCloseable {

    String host(String site);

    /** An address that none of the sites has. */
    String strangersHost();

    /** The address under which {@code from} dials {@code to}; it may lead there by a detour. */
    default String hostSeenFrom(String from, String to) {
        return host(to);
    }

    /** The words that stand before a command to have it run at that site. */
    default List<String> runAt(String site) {
        return List.of();
    }

    /** Gives back what was taken for it; all processes have ended. */
    @Override
    default void close() {}
}
