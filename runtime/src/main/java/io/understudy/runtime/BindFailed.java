package io.understudy.runtime;

/** A door could not be opened. The message says which one and what to do; no more is needed. */
public final class BindFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    BindFailed(String bind, int port, String cause) {
        super(
                String.format(
                        "cannot listen on %s:%d: %s; to see who does: ss -ltnp 'sport = :%d'",
                        bind, port, cause, port));
    }
}
