package io.understudy.config.file;

import java.util.List;

/**
 * A cluster file that cannot be used. Whoever started the process is to read {@link #lines} and
 * nothing else; the exit code is that of wrong usage.
 */
public final class BadClusterFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    BadClusterFile(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    /** One per mistake: {@code FILE:LINE: KEY.PATH: what is wrong; what would be right}. */
    public List<String> lines() {
        return lines;
    }
}
