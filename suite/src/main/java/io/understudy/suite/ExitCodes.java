package io.understudy.suite;

/** What the suite's processes end with. */
final class ExitCodes {

    static final int DONE = 0;

    /** It was tried, and certainly did not happen. */
    static final int FAILED = 1;

    /** It was tried, and may or may not have happened. */
    static final int UNKNOWN_OUTCOME = 2;

    /** Nothing was tried: the command line or the cluster file is wrong. */
    static final int USAGE = 64;

    /** It was done, but not all that there is to say of it could be written. */
    static final int OUTPUT_LOST = 74;

    private ExitCodes() {}
}
