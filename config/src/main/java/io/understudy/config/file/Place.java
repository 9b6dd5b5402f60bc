package io.understudy.config.file;

/**
 * Where in a cluster file something stands.
 *
 * @param line counted from 1
 * @param path the keys that lead there, such as {@code groups[0].heartbeat.timeout}; empty for the
 *     whole file
 */
record Place(int line, String path) {

    /** How much of a key a path repeats: whoever wrote a longer one still recognizes it. */
    private static final int KEY_SHOWN_MAX = 40;

    /** Of the file, but of none of its lines. */
    static final Place NOWHERE = new Place(0, "");

    static final Place TOP = new Place(1, "");

    /**
     * The place of a key of the object that stands here, for as long as no better line is known.
     */
    Place key(String key) {
        return key(key, line);
    }

    Place key(String key, int keyLine) {
        String shown =
                key.matches("[$A-Za-z][A-Za-z0-9]{0,39}") ? key : Quote.of(key, KEY_SHOWN_MAX);
        return new Place(keyLine, path.isEmpty() ? shown : path + "." + shown);
    }

    Place item(int index, int itemLine) {
        return new Place(itemLine, path + "[" + index + "]");
    }
}
