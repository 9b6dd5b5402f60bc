package io.understudy.suite;

import java.nio.file.Path;

/**
 * The script that started this process, and that starts others.
 *
 * @param script as an absolute path
 */
public record Launcher(Path script) {

    /** The launcher states itself; tests state it as it would. */
    public static Launcher ours() {
        String script = System.getProperty("understudy.launcher");
        if (script == null) {
            throw Failed.usage(
                    java.util.List.of("this needs the launcher: start it as ./understudy"));
        }
        return new Launcher(Path.of(script).toAbsolutePath());
    }

    /** The suite's own folder. */
    Path folder() {
        return script.getParent();
    }
}
