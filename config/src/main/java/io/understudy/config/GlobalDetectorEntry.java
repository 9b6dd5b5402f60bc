package io.understudy.config;

/**
 * A global fault detector.
 *
 * @param port for local detectors
 */
public record GlobalDetectorEntry(String name, Host host, int port) {}
