package io.understudy.client.node;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Nobody configures clients, so each draws a name that no other has. */
final class ClientNames {

    private ClientNames() {}

    static String draw() {
        return "C-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    }
}
