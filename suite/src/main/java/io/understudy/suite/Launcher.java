package io.understudy.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * The script that started this process, and that starts others.
 *
 * @param script as an absolute path
 */
public record Launcher(Path script) {

    private static final String PROPERTY = "understudy.launcher";

    /** The launcher states itself; tests state it as it would. */
    public static Launcher ours() {
        String script = System.getProperty(PROPERTY);
        if (script == null) {
            throw Failed.usage(List.of("this needs the launcher: start it as ./understudy"));
        }
        return new Launcher(Path.of(script).toAbsolutePath().normalize());
    }

    /** Where the suite was unpacked; the working folder if it was not started by its launcher. */
    static Path suiteFolder() {
        return System.getProperty(PROPERTY) == null ? Path.of("") : ours().script().getParent();
    }
}
