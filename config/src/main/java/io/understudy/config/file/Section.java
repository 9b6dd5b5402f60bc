package io.understudy.config.file;

import io.understudy.config.Span;
import io.understudy.config.file.Setting.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One object of a cluster file while it is read: hands out what stands under each key, and notes
 * missing keys, values of the wrong kind and, at the {@link #end}, the keys that nobody asked for.
 *
 * <p>After a mistake it hands out something harmless, so that one reading finds all mistakes.
 */
final class Section {

    private static final String OBJECT = "an object, { ... }";

    private final Place place;
    private final Map<String, Value> members;
    private final Mistakes mistakes;

    /** False: the object itself is a mistake, and so nothing in it is missing. */
    private final boolean sound;

    private final TreeSet<String> known = new TreeSet<>();

    private Section(Place place, Map<String, Value> members, boolean sound, Mistakes mistakes) {
        this.place = place;
        this.members = members;
        this.sound = sound;
        this.mistakes = mistakes;
    }

    static Section of(Value value, Mistakes mistakes) {
        if (value instanceof Value.Members found) {
            return new Section(value.place(), found.byKey(), true, mistakes);
        }
        noteWrong(value, OBJECT, mistakes);
        return new Section(value.place(), Map.of(), false, mistakes);
    }

    Place place() {
        return place;
    }

    Setting<String> required(String key, Kind<String> kind) {
        return find(key)
                .map(value -> read(value, kind, ""))
                .orElseGet(
                        () -> {
                            noteMissing(key, kind.wanted());
                            return new Setting<>(place.key(key), "", Source.MISTAKEN);
                        });
    }

    <T> Setting<T> optional(String key, Kind<T> kind, T otherwise) {
        return find(key)
                .map(value -> read(value, kind, otherwise))
                .orElse(new Setting<>(place.key(key), otherwise, Source.DEFAULT));
    }

    Setting<Boolean> flag(String key, boolean otherwise) {
        return optional(key, Kinds.FLAG, otherwise);
    }

    <E extends Enum<E>> Setting<E> choice(String key, E otherwise) {
        return optional(key, Kinds.choice(otherwise.getDeclaringClass()), otherwise);
    }

    Setting<Duration> duration(String key, Span span, Duration otherwise) {
        return optional(key, Kinds.duration(span), otherwise);
    }

    /** An object that may be left out, as one without keys. */
    Section section(String key) {
        return find(key)
                .map(value -> of(value, mistakes))
                .orElseGet(() -> new Section(place.key(key), Map.of(), sound, mistakes));
    }

    Section requiredSection(String key) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            noteMissing(key, OBJECT);
        }
        return value.map(found -> of(found, mistakes))
                .orElseGet(() -> new Section(place.key(key), Map.of(), false, mistakes));
    }

    /** A list of one to {@code max} objects. */
    List<Section> sections(String key, int max) {
        String wanted = max == 1 ? "a list of one object" : "a list of 1 to " + max + " objects";
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            noteMissing(key, wanted);
        }
        return value.map(found -> sections(found, max, wanted)).orElse(List.of());
    }

    private List<Section> sections(Value value, int max, String wanted) {
        if (!(value instanceof Value.Items items)) {
            noteWrong(value, wanted, mistakes);
            return List.of();
        }
        int size = items.values().size();
        if (size == 0 || size > max) {
            String wrong = size == 0 ? "is empty" : "has " + size + " entries";
            mistakes.add(value.place(), wrong, "want " + wanted);
        }
        return items.values().stream().map(item -> of(item, mistakes)).toList();
    }

    /** A list of texts, perhaps an empty one. */
    List<String> texts(String key, int max, List<String> otherwise) {
        Kind<List<Value>> list = Kinds.list("a list of texts, at most " + max, max);
        List<String> texts = new ArrayList<>(otherwise);
        find(key)
                .map(value -> read(value, list, List.of()).value())
                .ifPresent(
                        values -> {
                            texts.clear();
                            values.forEach(item -> texts.add(read(item, Kinds.TEXT, "").value()));
                        });
        return texts;
    }

    /** To be called when all keys were asked for. */
    void end() {
        members.forEach(
                (key, value) -> {
                    if (!known.contains(key)) {
                        mistakes.add(value.place(), "is no key here", Nearest.advice(key, known));
                    }
                });
    }

    private Optional<Value> find(String key) {
        known.add(key);
        return Optional.ofNullable(members.get(key));
    }

    private <T> Setting<T> read(Value value, Kind<T> kind, T otherwise) {
        Optional<T> read = kind.read().apply(value);
        if (read.isEmpty()) {
            noteWrong(value, kind.wanted(), mistakes);
        }
        Source source = read.isPresent() ? Source.WRITTEN : Source.MISTAKEN;
        return new Setting<>(value.place(), read.orElse(otherwise), source);
    }

    private void noteMissing(String key, String wanted) {
        if (sound) {
            mistakes.add(place.key(key), "is missing", "want " + wanted);
        }
    }

    private static void noteWrong(Value value, String wanted, Mistakes mistakes) {
        mistakes.add(value.place(), "is " + value.described(), "want " + wanted);
    }
}
