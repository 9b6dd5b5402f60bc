package io.understudy.client.node;

import java.security.SecureRandom;

/** Nobody configures clients, so each draws a name that no other has. */
final class ClientNames {

    private ClientNames() {}

    static String draw() {
        return String.format("C-%016x", new SecureRandom().nextLong());
    }
}
