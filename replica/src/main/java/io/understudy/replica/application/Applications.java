package io.understudy.replica.application;

import io.understudy.config.ApplicationEntry;
import io.understudy.replica.application.counter.CounterApplication;
import io.understudy.replica.application.kv.KvApplication;

/** The applications that come with the suite. */
public final class Applications {

    private Applications() {}

    /**
     * @param name one of {@link ApplicationEntry#BUILTINS}
     * @return a new one, without state
     */
    public static Application named(String name) {
        return switch (name) {
            case "kv" -> new KvApplication();
            case "counter" -> new CounterApplication();
            default ->
                    throw new IllegalArgumentException(
                            "application=" + name + ": want one of " + ApplicationEntry.BUILTINS);
        };
    }
}
