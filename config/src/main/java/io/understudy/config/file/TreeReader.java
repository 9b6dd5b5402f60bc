package io.understudy.config.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON, with comments and trailing commas allowed, into {@link Value}s.
 *
 * <p>At the first place that is no JSON it stops: what follows would be guesses.
 */
final class TreeReader {

    private static final int DEPTH_MAX = 16;
    private static final int TEXT_LENGTH_MAX = 10_000;
    private static final int KEY_LENGTH_MAX = 1_000;
    private static final int NUMBER_LENGTH_MAX = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(TEXT_LENGTH_MAX)
                                    .maxNameLength(KEY_LENGTH_MAX)
                                    .maxNumberLength(NUMBER_LENGTH_MAX)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final Mistakes mistakes;

    private TreeReader(JsonParser parser, Mistakes mistakes) {
        this.parser = parser;
        this.mistakes = mistakes;
    }

    /** Empty, with a mistake noted, if the text is no JSON. */
    static Optional<Value> read(String text, Mistakes mistakes) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new TreeReader(parser, mistakes).document();
        }
    }

    private Optional<Value> document() {
        try {
            if (parser.nextToken() == null) {
                mistakes.add(Place.TOP, "is empty", "want an object, { ... }");
                return Optional.empty();
            }
            Value value = value(Place.TOP);
            if (parser.nextToken() != null) {
                mistakes.add(here(), "goes on after its end", "want one object, { ... }");
            }
            return Optional.of(value);
        } catch (StreamConstraintsException tooMuch) {
            mistakes.add(here(), "exceeds what a cluster file can need", limits());
        } catch (UnexpectedEndOfInputException tooShort) {
            mistakes.add(here(), "ends too early", "want what was opened to be closed");
        } catch (JacksonException noJson) {
            explain(noJson);
        }
        return Optional.empty();
    }

    /** The value that begins with the parser's current token. */
    private Value value(Place place) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(place);
            case START_ARRAY -> items(place);
            case VALUE_STRING -> new Value.Text(place, parser.getString());
            default -> new Value.Bare(place, parser.getString());
        };
    }

    private Value.Members members(Place place) {
        Map<String, Value> byKey = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            Place keyPlace = place.key(key, line());
            parser.nextToken();
            Value value = value(keyPlace);
            Value earlier = byKey.putIfAbsent(key, value);
            if (earlier != null) {
                mistakes.add(
                        keyPlace,
                        "is there a second time",
                        "line " + earlier.place().line() + " has it already");
            }
        }
        return new Value.Members(place, byKey);
    }

    private Value.Items items(Place place) {
        List<Value> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(place.item(values.size(), line())));
        }
        return new Value.Items(place, values);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** Where the parser stopped. */
    private Place here() {
        return new Place(parser.currentLocation().getLineNr(), "");
    }

    private static String limits() {
        return String.format(
                "want texts of at most %d characters, keys of %d, numbers of %d, and objects and"
                        + " lists in one another at most %d deep",
                TEXT_LENGTH_MAX, KEY_LENGTH_MAX, NUMBER_LENGTH_MAX, DEPTH_MAX);
    }

    /** Jackson's messages mostly read "what is wrong: what was expected", with remarks inside. */
    private void explain(JacksonException noJson) {
        String message =
                noJson.getOriginalMessage()
                        .replaceAll(" \\(for \\w+ starting at .*", "")
                        .replaceAll(" \\((code [^)]*|CTRL-CHAR[^)]*)\\)", "")
                        .replaceAll(": enable `.*", "");
        String[] parts = message.split(": ", 2);
        TokenStreamLocation location = noJson.getLocation();
        mistakes.add(
                new Place(location.getLineNr(), ""),
                "is no JSON at column " + location.getColumnNr() + ": " + parts[0],
                parts.length == 2 ? parts[1] : "see json.org");
    }
}
