package io.understudy.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.ClusterFile;
import io.understudy.config.file.ClusterFileLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody relies on what is only written in a file. */
class NotYetTest {

    @TempDir private Path folder;

    private ClusterFile asking(String wish) throws IOException {
        Path file = folder.resolve("understudy.json");
        Files.writeString(
                file,
                """
                {
                  "cluster": "wishes",
                  "replicationManagers": [{"name": "RM1", "host": "127.0.0.1"}],
                  "globalFaultDetectors": [{"name": "GFD1", "host": "127.0.0.1"}],
                  "machines": [{"name": "M1", "host": "127.0.0.2"}],
                  "groups": [{
                    "name": "kv", "application": {"builtin": "kv"}, %s
                    "replicas": [{"name": "S1", "machine": "M1"}]
                  }]
                }
                """
                        .formatted(wish));
        return ClusterFileLoader.load(file);
    }

    @Test
    void whatIsRunAsItIsWrittenNeedsNoWord() throws IOException {
        assertEquals(List.of(), NotYet.of(asking("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"style\": \"active\",",
                "\"backups\": \"cold\",",
                "\"durability\": \"sync\",",
                "\"durability\": \"async\","
            })
    void aWishThatIsNotMetIsNamed(String wish) throws IOException {
        List<String> sentences = NotYet.of(asking(wish));
        assertEquals(1, sentences.size());
        assertTrue(sentences.get(0).startsWith("group=kv runs passive"), sentences.get(0));
    }
}
