package io.understudy.config.file;

import io.understudy.config.DurationText;
import io.understudy.config.NamePattern;
import io.understudy.config.Span;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kinds of value that a cluster file knows. */
final class Kinds {

    static final Kind<String> TEXT = text("a text, not empty", text -> !text.isEmpty());

    static final Kind<String> NAME = text("a name: " + NamePattern.WANTED, NamePattern::matches);

    /** What others dial. */
    static final Kind<String> HOST =
            text(
                    "a host name or an address that others can dial, without a port",
                    text -> HostText.parse(text).filter(host -> !host.wildcard()).isPresent());

    /** What sockets are bound to. */
    static final Kind<String> BIND =
            text(
                    "a host name or an address of this machine, or \"0.0.0.0\" for all of them",
                    text -> HostText.parse(text).isPresent());

    static final Kind<String> FOLDER =
            text(
                    "a folder, absolute or from the folder of this file ('~' is not expanded)",
                    Kinds::isPath);

    static final Kind<Boolean> FLAG =
            bare("true or false", List.of("true", "false")::contains).map(Boolean::valueOf);

    static final Kind<Integer> PORT = whole(1, 65_535, "a port, ");

    private Kinds() {}

    /** A whole number from {@code min} to {@code max}. */
    static Kind<Integer> whole(int min, int max) {
        return whole(min, max, "");
    }

    private static Kind<Integer> whole(int min, int max, String prefix) {
        // Nine digits always are an int.
        return bare(
                        prefix + "a whole number from " + min + " to " + max,
                        written ->
                                written.matches("[0-9]{1,9}")
                                        && Integer.parseInt(written) >= min
                                        && Integer.parseInt(written) <= max)
                .map(Integer::valueOf);
    }

    static Kind<Duration> duration(Span span) {
        return text(
                        "a duration with a unit (us, ms, s, m, h), in whole numbers, from " + span,
                        text -> DurationText.parse(text).filter(span::contains).isPresent())
                .map(text -> DurationText.parse(text).orElseThrow());
    }

    /** A constant in lower case. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList();
        return word(words).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    static Kind<String> word(List<String> words) {
        String quoted =
                words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" or "));
        return text(quoted, words::contains);
    }

    static Kind<List<Value>> list(String wanted, int max) {
        return new Kind<>(
                wanted,
                value ->
                        value instanceof Value.Items items && items.values().size() <= max
                                ? Optional.of(items.values())
                                : Optional.empty());
    }

    private static Kind<String> text(String wanted, Predicate<String> holds) {
        return new Kind<>(
                wanted,
                value ->
                        value instanceof Value.Text text && holds.test(text.text())
                                ? Optional.of(text.text())
                                : Optional.empty());
    }

    private static Kind<String> bare(String wanted, Predicate<String> holds) {
        return new Kind<>(
                wanted,
                value ->
                        value instanceof Value.Bare bare && holds.test(bare.written())
                                ? Optional.of(bare.written())
                                : Optional.empty());
    }

    private static boolean isPath(String text) {
        try {
            return !text.isBlank() && !text.startsWith("~") && Path.of(text) != null;
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
