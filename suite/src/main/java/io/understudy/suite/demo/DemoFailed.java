package io.understudy.suite.demo;

/** The cluster did not do what the demonstration is there to show. */
public final class DemoFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    DemoFailed(String reason) {
        super(reason);
    }
}
