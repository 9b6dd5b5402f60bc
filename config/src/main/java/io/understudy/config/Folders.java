package io.understudy.config;

/**
 * Where processes keep what must survive them. As written in the cluster file; {@link
 * ClusterFile#dataFolder} and {@link ClusterFile#logsFolder} take relative paths from the folder of
 * that file.
 *
 * @param data one folder per process, for what it must not forget
 * @param logs one log file per process, and the output of those that a local detector started
 */
public record Folders(String data, String logs) {}
