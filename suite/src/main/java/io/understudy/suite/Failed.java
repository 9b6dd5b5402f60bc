package io.understudy.suite;

import java.util.List;

/** A command cannot do what it was asked to; says so to a person, without a stack trace. */
final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final transient List<String> lines;

    private Failed(int exitCode, List<String> lines) {
        super(String.join("; ", lines));
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    /** It was tried, and did not work. */
    static Failed failed(String line) {
        return new Failed(ExitCodes.FAILED, List.of(line));
    }

    /**
     * Nothing was tried: the user has something to put right.
     *
     * @param lines one for each mistake
     */
    static Failed usage(List<String> lines) {
        return new Failed(ExitCodes.USAGE, lines);
    }

    int exitCode() {
        return exitCode;
    }

    List<String> lines() {
        return lines;
    }
}
