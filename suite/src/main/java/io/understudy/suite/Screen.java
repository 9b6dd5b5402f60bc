package io.understudy.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What standard output leads to. A value is anybody's: it may hold what moves a terminal's cursor,
 * changes its title or types into it. So a terminal is shown such characters by their names, and
 * everything else gets the value as it is.
 */
enum Screen {
    TERMINAL {
        @Override
        String shown(String value) {
            StringBuilder shown = new StringBuilder(value.length());
            value.chars().forEach(each -> show((char) each, shown));
            return shown.toString();
        }
    },
    OTHER {
        @Override
        String shown(String value) {
            return value;
        }
    };

    /** Part of a line, in the form in which it can be printed. */
    abstract String shown(String value);

    static Screen ofStandardOutput() {
        return of(Path.of("/proc/self/fd/1"));
    }

    /**
     * The JDK's own console is none as soon as standard input is no terminal, which says nothing of
     * the output; it is asked only where there is no /proc.
     *
     * @param output a link to what it leads to
     */
    static Screen of(Path output) {
        boolean terminal;
        try {
            String target = Files.readSymbolicLink(output).toString();
            terminal =
                    target.startsWith("/dev/pts/")
                            || target.startsWith("/dev/tty")
                            || target.equals("/dev/console");
        } catch (IOException noSuchLink) {
            terminal = System.console() != null;
        }
        return terminal ? TERMINAL : OTHER;
    }

    private static void show(char each, StringBuilder shown) {
        switch (each) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isISOControl(each)) {
                    shown.append(String.format("\\u%04x", (int) each));
                } else {
                    shown.append(each);
                }
            }
        }
    }
}
