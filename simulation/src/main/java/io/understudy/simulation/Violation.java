package io.understudy.simulation;

/** A world did what the design forbids. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1;

    Violation(String invariant, String format, Object... values) {
        super(invariant + ": " + String.format(format, values));
    }
}
