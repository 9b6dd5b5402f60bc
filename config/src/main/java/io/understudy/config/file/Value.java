package io.understudy.config.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a cluster file that knows where it stands. */
sealed interface Value {

    Place place();

    /** What people would call it. */
    String described();

    /** In curly brackets; the members in the order of the file. */
    record Members(Place place, Map<String, Value> byKey) implements Value {

        public Members {
            byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
        }

        @Override
        public String described() {
            return "an object";
        }
    }

    record Items(Place place, List<Value> values) implements Value {

        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    record Text(Place place, String text) implements Value {

        private static final int SHOWN_MAX = 60;

        @Override
        public String described() {
            return "the text " + Quote.of(text, SHOWN_MAX);
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}, as it was written. */
    record Bare(Place place, String written) implements Value {

        private static final int SHOWN_MAX = 30;

        @Override
        public String described() {
            return Quote.cut(written, SHOWN_MAX);
        }
    }
}
