package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever a file holds, it is read or refused: never another exception, never a report without
 * end, never a line that is two.
 */
class NoiseTest {

    private static final int FILES_PER_SEED = 100;

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBytesAreReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILES_PER_SEED; i++) {
            attempt(damaged(random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyJsonIsReadOrRefusedAndTheSchemaRefusesNothingThatIsRead(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILES_PER_SEED; i++) {
            JsonNode file = Schema.JSON.readTree(Sample.TEXT);
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                mutate(file, random);
            }
            boolean read = attempt(file.toString().getBytes(StandardCharsets.UTF_8)).isPresent();
            assertTrue(!read || Schema.accepts(file), () -> "the schema refuses " + file);
        }
    }

    private static Optional<ClusterFile> attempt(byte[] bytes) {
        try {
            return Optional.of(Sample.load(bytes));
        } catch (BadClusterFile bad) {
            assertFalse(bad.lines().isEmpty());
            assertTrue(bad.lines().size() <= Mistakes.LINES_MAX + 1);
            for (String line : bad.lines()) {
                assertTrue(line.matches("\\S+/u\\.json:([0-9]+:)? .+"), line);
                assertEquals(1, line.lines().count(), line);
                assertTrue(line.length() < 2_000, line);
            }
            return Optional.empty();
        }
    }

    /** The sample with pieces of it overwritten, removed or repeated. */
    private static byte[] damaged(SplittableRandom random) {
        byte[] bytes = Sample.TEXT.getBytes(StandardCharsets.UTF_8);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + 1 + random.nextInt(20));
            byte[] middle = new byte[random.nextInt(20)];
            random.nextBytes(middle);
            if (random.nextBoolean()) {
                middle = Arrays.copyOfRange(bytes, from, to);
                from = random.nextInt(bytes.length);
                to = from;
            }
            bytes = spliced(bytes, from, to, middle);
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }

    /** Changes one place of the tree: a value replaced, an entry removed, repeated or added. */
    private static void mutate(JsonNode root, SplittableRandom random) {
        List<JsonNode> branches = new ArrayList<>();
        collect(root, branches);
        JsonNode branch = branches.get(random.nextInt(branches.size()));
        if (branch instanceof ObjectNode object) {
            mutate(object, random);
        } else {
            mutate((ArrayNode) branch, random);
        }
    }

    private static void mutate(ObjectNode object, SplittableRandom random) {
        List<Schema.Key> keys = Schema.keys();
        List<String> present = List.copyOf(object.propertyNames());
        boolean any = random.nextBoolean() || present.isEmpty();
        String key = any ? keys.get(random.nextInt(keys.size())).name() : pick(present, random);
        if (random.nextInt(5) == 0) {
            object.remove(key);
        } else {
            object.set(key, value(random));
        }
    }

    private static void mutate(ArrayNode list, SplittableRandom random) {
        int index = random.nextInt(list.size() + 1);
        if (index == list.size()) {
            list.add(value(random));
        } else if (random.nextBoolean()) {
            list.remove(index);
        } else {
            list.add(list.get(index));
        }
    }

    private static JsonNode value(SplittableRandom random) {
        List<String> values =
                List.of(
                        "null",
                        "true",
                        "false",
                        "0",
                        "1",
                        "-1",
                        "8080",
                        "65535",
                        "65536",
                        "1.5e3",
                        "99999999999",
                        "\"\"",
                        "\"M1\"",
                        "\"m1\"",
                        "\"S9\"",
                        "\"kv\"",
                        "\"counter\"",
                        "\"10.0.0.9\"",
                        "\"127.0.0.1\"",
                        "\"::1\"",
                        "\"0.0.0.0\"",
                        "\"node\"",
                        "\"active\"",
                        "\"passive\"",
                        "\"warm\"",
                        "\"sync\"",
                        "\"confirm\"",
                        "\"1us\"",
                        "\"1ms\"",
                        "\"100ms\"",
                        "\"1s\"",
                        "\"5m\"",
                        "\"1h\"",
                        "\"999999999h\"",
                        "[]",
                        "{}",
                        "[\"run\"]",
                        "[{}]",
                        "{\"interval\": \"1s\", \"timeout\": \"2s\"}",
                        "{\"builtin\": \"kv\"}",
                        "\"\\u0000\"",
                        "\"\\u2028\"",
                        "\"#\"",
                        "\"a.b\"");
        return Schema.JSON.readTree(pick(values, random));
    }

    private static String pick(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static void collect(JsonNode node, List<JsonNode> branches) {
        if (node.isContainer()) {
            branches.add(node);
            node.valueStream().forEach(child -> collect(child, branches));
        }
    }
}
