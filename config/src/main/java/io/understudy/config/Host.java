package io.understudy.config;

/**
 * Where a process is reached, and where it listens.
 *
 * @param advertised what the others dial; a name is resolved anew at each connect
 * @param bind what its own sockets are bound to; differs behind address translation
 */
public record Host(String advertised, String bind) {}
