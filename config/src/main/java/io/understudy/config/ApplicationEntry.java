package io.understudy.config;

import java.util.List;

/**
 * What a group's replicas run.
 *
 * @param builtin the name of an application that comes with the suite: {@code kv} or {@code
 *     counter}
 */
public record ApplicationEntry(String builtin) {

    public static final List<String> BUILTINS = List.of("kv", "counter");
}
