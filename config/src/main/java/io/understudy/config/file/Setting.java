package io.understudy.config.file;

/**
 * What a key came to.
 *
 * @param place where it is written, or else the object in which it could be
 * @param value to go on with, whatever the source
 */
record Setting<T>(Place place, T value, Source source) {

    enum Source {
        WRITTEN,
        DEFAULT,
        /** There was a mistake, already noted: no rule may find a second one in the same value. */
        MISTAKEN
    }

    boolean sound() {
        return source != Source.MISTAKEN;
    }

    boolean written() {
        return source == Source.WRITTEN;
    }
}
