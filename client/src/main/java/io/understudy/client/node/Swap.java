package io.understudy.client.node;

import io.understudy.protocol.Bytes;
import java.util.Optional;

/**
 * How a compare-and-set ended.
 *
 * @param done whether the key held what was expected, and holds the new value now
 * @param instead what it holds instead; empty if it is done, or if there is nothing
 */
public record Swap(boolean done, Optional<Bytes> instead) {}
