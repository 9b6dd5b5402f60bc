package io.understudy.replica.application.store;

import io.understudy.protocol.Bytes;

/**
 * What stands under a key.
 *
 * @param hash {@link PairHash} of key and value, kept so that replacing a value costs nothing for
 *     the old one
 */
record Held(Bytes value, long hash) {}
