package io.understudy.config.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every name of the file may be there once, whatever it names: commands, logs and folders say just
 * the name. Compared without regard to case, since some file systems do.
 */
final class UniqueNames {

    private final Map<String, Setting<String>> taken = new HashMap<>();
    private final Mistakes mistakes;

    UniqueNames(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    void add(Setting<String> name) {
        if (!name.sound()) {
            return;
        }
        Setting<String> earlier = taken.putIfAbsent(name.value().toLowerCase(Locale.ROOT), name);
        if (earlier != null) {
            mistakes.add(
                    name.place(),
                    "\"" + name.value() + "\" is already the name at " + at(earlier.place()),
                    "want names that differ in more than case");
        }
    }

    private static String at(Place place) {
        return place.path() + " in line " + place.line();
    }
}
