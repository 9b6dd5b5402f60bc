package io.understudy.config;

/**
 * A replication manager.
 *
 * @param port for detectors, replicas and other managers
 * @param clientPort for clients that want views, and for status over HTTP
 */
public record ManagerEntry(String name, Host host, int port, int clientPort) {}
