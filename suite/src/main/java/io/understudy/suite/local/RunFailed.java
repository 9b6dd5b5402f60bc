package io.understudy.suite.local;

/** What a local run waited for in vain, or found to be wrong; for a person. */
public final class RunFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RunFailed(String reason) {
        super(reason);
    }
}
