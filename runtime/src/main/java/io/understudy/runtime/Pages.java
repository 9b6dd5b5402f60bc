package io.understudy.runtime;

import java.util.concurrent.CompletableFuture;

/**
 * Answers HTTP GETs at a door that has been given one.
 *
 * <p>Called on any thread, and never inside of an event: who wants to look at a core does so in an
 * event of its own and answers from there.
 */
public interface Pages {

    /**
     * @param path without the query
     */
    CompletableFuture<Page> get(String path);

    /** An answer as HTTP knows it. */
    record Page(int status, String contentType, byte[] body) {}
}
