package io.understudy.config;

/**
 * Where processes keep what must survive them. Relative paths are taken from the folder of the
 * cluster file.
 *
 * @param data one folder per process, for what it must not forget
 * @param logs one log file per process, and the output of those that a local detector started
 */
public record Folders(String data, String logs) {}
