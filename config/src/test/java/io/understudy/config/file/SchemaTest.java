package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ApplicationEntry;
import io.understudy.config.Backups;
import io.understudy.config.ClusterFile;
import io.understudy.config.Durability;
import io.understudy.config.DurationText;
import io.understudy.config.GroupEntry;
import io.understudy.config.Launch;
import io.understudy.config.NamePattern;
import io.understudy.config.Reads;
import io.understudy.config.Style;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema that editors use says the same as the loader, as far as a schema can. */
class SchemaTest {

    /** Their defaults are other settings of the same file. */
    private static final Set<String> DERIVED =
            Set.of(
                    "replicationManagers[].bind",
                    "globalFaultDetectors[].bind",
                    "machines[].bind",
                    "groups[].wanted");

    /** Similar to no key, so that the loader answers with all that it knows. */
    private static final String UNKNOWN = "qqqqqqqqqqqqqqqq";

    static Stream<String> sections() {
        return Stream.concat(
                Stream.of(""),
                Schema.keys().stream()
                        .filter(Schema.Key::isSection)
                        .map(key -> key.node().has("items") ? key.path() + "[]" : key.path()));
    }

    static Stream<Schema.Key> keysWithDefault() {
        return Schema.keys().stream().filter(Schema.Key::hasDefault);
    }

    @ParameterizedTest(name = "section \"{0}\"")
    @MethodSource("sections")
    void eachSectionHasTheSameKeysAsTheLoader(String section) {
        ObjectNode file = sample();
        section(file, section).put(UNKNOWN, 1);
        String line =
                Sample.mistakes(file.toString()).stream()
                        .filter(mistake -> mistake.contains(UNKNOWN))
                        .findFirst()
                        .orElseThrow();
        String known = line.substring(line.indexOf("want one of ") + "want one of ".length());

        assertEquals(
                Schema.keys().stream()
                        .filter(key -> key.section().equals(section))
                        .map(Schema.Key::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(List.of(known.split(", "))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keysWithDefault")
    void eachDefaultIsThatOfTheLoader(Schema.Key key) {
        ObjectNode written = sample();
        section(written, key.section()).set(key.name(), key.node().get("default"));

        assertEquals(
                withoutFile(Sample.load(sample().toString())),
                withoutFile(Sample.load(written.toString())));
    }

    @Test
    void eachKeyThatMayBeLeftOutHasADefault() {
        Set<String> without =
                Schema.keys().stream()
                        .filter(key -> !key.required() && !key.isSection() && !key.hasDefault())
                        .map(Schema.Key::path)
                        .filter(path -> !path.equals("$schema"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(DERIVED), without);
    }

    @Test
    void eachKeyIsDescribed() {
        assertEquals(
                List.of(),
                Schema.keys().stream()
                        .filter(key -> key.node().path("description").asString("").isBlank())
                        .map(Schema.Key::path)
                        .toList());
    }

    @Test
    void theRequiredKeysAreThoseThatTheLoaderMisses() {
        for (Schema.Key key : Schema.keys()) {
            ObjectNode file = sample();
            section(file, key.section()).remove(key.name());
            if (key.required()) {
                assertTrue(
                        Sample.mistakes(file.toString()).stream()
                                .anyMatch(line -> line.contains("is missing")),
                        key.path());
                assertFalse(Schema.accepts(file), key.path());
            } else {
                Sample.load(file.toString());
                assertTrue(Schema.accepts(file), key.path());
            }
        }
    }

    @Test
    void patternsAndLimitsAreThoseOfTheModel() {
        assertEquals("^" + NamePattern.REGEX + "$", text(Schema.definition("name"), "pattern"));
        assertEquals(
                "^" + DurationText.REGEX + "$", text(Schema.definition("duration"), "pattern"));
        assertEquals(ClusterFile.MANAGERS_MAX, itemsMax("replicationManagers"));
        assertEquals(ClusterFile.GLOBAL_DETECTORS_MAX, itemsMax("globalFaultDetectors"));
        assertEquals(ClusterFile.MACHINES_MAX, itemsMax("machines"));
        assertEquals(ClusterFile.GROUPS_MAX, itemsMax("groups"));
        assertEquals(GroupEntry.REPLICAS_MAX, itemsMax("groups[].replicas"));
        assertEquals(
                GroupEntry.REPLICAS_MAX, Schema.node("groups[].wanted").get("maximum").asInt());
        assertEquals(Launch.WORDS_MAX, itemsMax("groups[].launch.command"));
        assertEquals(
                Launch.ATTEMPTS_MAX,
                Schema.node("groups[].launch.attempts").get("maximum").asInt());
    }

    @Test
    void wordsAreThoseOfTheModel() {
        assertEquals(ApplicationEntry.BUILTINS, words("groups[].application.builtin"));
        assertEquals(lowerCase(Style.values()), words("groups[].style"));
        assertEquals(lowerCase(Backups.values()), words("groups[].backups"));
        assertEquals(lowerCase(Reads.values()), words("groups[].reads"));
        assertEquals(lowerCase(Durability.values()), words("groups[].durability"));
    }

    @Test
    void whatIsRightIsRightForBoth() {
        Sample.load(Sample.TEXT);
        assertTrue(Schema.accepts(Sample.TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"style\": \"Active\"",
                "\"style\": 1",
                "\"stile\": \"active\"",
                "\"voting\": \"yes\"",
                "\"voting\": true",
                "\"voting\": true, \"style\": \"passive\"",
                "\"voting\": true, \"style\": \"active\"",
                "\"wanted\": 0",
                "\"wanted\": 33",
                "\"wanted\": 1.5",
                "\"viewTimeout\": 5",
                "\"viewTimeout\": \"5\"",
                "\"viewTimeout\": \"5 s\"",
                "\"viewTimeout\": null",
                "\"heartbeat\": []",
                "\"heartbeat\": {\"intervall\": \"1s\"}",
                "\"launch\": {\"command\": \"run\"}",
                "\"launch\": {\"command\": [\"\"]}",
                "\"launch\": {\"attempts\": 1001}",
            })
    void whatIsWrongInAGroupIsWrongForBoth(String members) {
        assertWrongForBoth(Sample.withGroup(members));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1a", "NODE", "node-1.example.org", "fe80::1", "::ffff:10.0.0.9"})
    void whatTheLoaderTakesForAHostTheSchemaTakesToo(String host) {
        String text = Sample.with("\"10.0.0.3\"", '"' + host + '"');
        Sample.load(text);
        assertTrue(Schema.accepts(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void theFirstPortAndTheLastAreRightForBoth(int port) {
        String text = Sample.withReplica("\"ports\": {\"clients\": " + port + "}");
        Sample.load(text);
        assertTrue(Schema.accepts(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void aPortBeyondThemIsWrongForBoth(int port) {
        assertWrongForBoth(Sample.withReplica("\"ports\": {\"clients\": " + port + "}"));
    }

    private static void assertWrongForBoth(String text) {
        assertFalse(Sample.mistakes(text).isEmpty());
        assertFalse(Schema.accepts(text), "the schema accepts it");
    }

    private static ClusterFile withoutFile(ClusterFile loaded) {
        return new ClusterFile(
                loaded.cluster(),
                loaded.folders(),
                loaded.detection(),
                loaded.replicationManagers(),
                loaded.globalFaultDetectors(),
                loaded.machines(),
                loaded.groups());
    }

    private static ObjectNode sample() {
        return (ObjectNode) Schema.JSON.readTree(Sample.TEXT);
    }

    /** The object at such a path in a file; made if it is not there, the first in a list. */
    private static ObjectNode section(ObjectNode file, String path) {
        ObjectNode section = file;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
            boolean list = step.endsWith("[]");
            JsonNode next = section.get(list ? step.substring(0, step.length() - 2) : step);
            if (next == null) {
                next = section.putObject(step);
            }
            section = (ObjectNode) (list ? ((ArrayNode) next).get(0) : next);
        }
        return section;
    }

    private static int itemsMax(String path) {
        return Schema.node(path).get("maxItems").asInt();
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).asString();
    }

    private static List<String> words(String path) {
        return Schema.node(path).get("enum").valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> lowerCase(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
