package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small cluster file that is right, ways to make it wrong, and what the loader says then. */
final class Sample {

    static final String TEXT =
            """
            {
              "cluster": "demo",
              "replicationManagers": [{"name": "RM1", "host": "10.0.0.1"}],
              "globalFaultDetectors": [{"name": "GFD1", "host": "10.0.0.1"}],
              "machines": [
                {"name": "M1", "host": "10.0.0.2"},
                {"name": "M2", "host": "10.0.0.3"}
              ],
              "groups": [{
                "name": "kv", "application": {"builtin": "kv"},
                "replicas": [
                  {"name": "S1", "machine": "M1"},
                  {"name": "S2", "machine": "M2"}
                ]
              }]
            }
            """;

    private Sample() {}

    /** The sample with one part replaced. */
    static String with(String old, String replacement) {
        assertTrue(TEXT.contains(old), old);
        return TEXT.replace(old, replacement);
    }

    /** The sample with further keys at its top, in line 2. */
    static String withTop(String members) {
        return with("\"demo\",", "\"demo\", " + members + ",");
    }

    /** The sample with further keys in its group, in line 10. */
    static String withGroup(String members) {
        return with("\"kv\", ", "\"kv\", " + members + ", ");
    }

    /** The sample with further keys in its first replica, in line 12. */
    static String withReplica(String members) {
        return with("\"S1\", ", "\"S1\", " + members + ", ");
    }

    static ClusterFile load(String text) {
        return load(text.getBytes(StandardCharsets.UTF_8));
    }

    static ClusterFile load(byte[] bytes) {
        Path file = write(bytes);
        try {
            return ClusterFileLoader.load(file);
        } finally {
            delete(file);
        }
    }

    /** The mistakes in that text, with the file's name alone before each. */
    static List<String> mistakes(String text) {
        return mistakes(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> mistakes(byte[] bytes) {
        Path file = write(bytes);
        try {
            BadClusterFile bad =
                    assertThrows(BadClusterFile.class, () -> ClusterFileLoader.load(file));
            String folder = file.getParent() + file.getFileSystem().getSeparator();
            return bad.lines().stream().map(line -> line.replace(folder, "")).toList();
        } finally {
            delete(file);
        }
    }

    private static Path write(byte[] bytes) {
        try {
            return Files.write(Files.createTempDirectory("cluster").resolve("u.json"), bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
