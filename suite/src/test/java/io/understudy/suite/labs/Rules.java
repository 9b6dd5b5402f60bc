package io.understudy.suite.labs;

/** By which rules a lab's servers are replaced. */
enum Rules {
    /** The lab's own: no view is left before its primary has acknowledged it. */
    CLASSIC,
    /** The suite's: a view that was not activated may be replaced. */
    USUAL
}
