package io.understudy.suite.system;

import io.understudy.suite.local.Network;
import java.io.IOException;

/** A network in which two sites can be kept from hearing each other, without either being told. */
interface Cuttable extends Network {

    void cut(String site, String other) throws IOException, InterruptedException;

    void heal(String site, String other) throws IOException, InterruptedException;
}
