package io.understudy.config.file;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cluster.schema.json}, as the tests need it. */
final class Schema {

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    private static final Schema THE = new Schema(Path.of("cluster.schema.json"));

    /**
     * A key that the schema describes.
     *
     * @param section where it stands: empty, or such as {@code groups[].heartbeat}
     * @param node what the schema says of it, with what it refers to
     */
    record Key(String section, String name, boolean required, JsonNode node) {

        String path() {
            return section.isEmpty() ? name : section + "." + name;
        }

        boolean hasDefault() {
            return node.has("default");
        }

        /** An object, or a list of objects. */
        boolean isSection() {
            return node.has("properties") || node.path("items").has("properties");
        }
    }

    private final JsonNode root;
    private final com.networknt.schema.Schema validator;

    private Schema(Path file) {
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        validator =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(root);
    }

    static boolean accepts(String text) {
        return accepts(JSON.readTree(text));
    }

    static boolean accepts(JsonNode file) {
        return THE.validator.validate(file).isEmpty();
    }

    /** All keys, in the order of the schema, each section before what is in it. */
    static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        THE.collect("", THE.root, keys);
        return keys;
    }

    /** What the schema says of the key at that path. */
    static JsonNode node(String path) {
        return keys().stream()
                .filter(key -> key.path().equals(path))
                .findFirst()
                .orElseThrow()
                .node();
    }

    static JsonNode definition(String name) {
        return THE.root.get("$defs").get(name);
    }

    private void collect(String section, JsonNode object, List<Key> keys) {
        JsonNode required = object.path("required");
        object.path("properties")
                .properties()
                .forEach(
                        property -> {
                            String name = property.getKey();
                            boolean must =
                                    required.valueStream()
                                            .anyMatch(word -> word.asString().equals(name));
                            Key key = new Key(section, name, must, property.getValue());
                            keys.add(key);
                            collect(key.path(), key.node(), keys);
                            collect(key.path() + "[]", key.node().path("items"), keys);
                        });
    }
}
