package io.understudy.config;

/** A machine with one local fault detector, which goes by the machine's name. */
public record MachineEntry(String name, Host host) {}
