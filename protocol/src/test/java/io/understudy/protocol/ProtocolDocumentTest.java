package io.understudy.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * docs/protocol.md is written from the types. After a change of theirs, or of the template in
 * src/test/resources, run with {@code -Ddocs.rewrite=true} and read the difference.
 */
class ProtocolDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");
    private static final Path TEMPLATE = Path.of("src", "test", "resources", "protocol.md");

    private final SourceComments comments =
            SourceComments.of(
                    Path.of("src", "main", "java", "io", "understudy", "protocol"),
                    Path.of("..", "config", "src", "main", "java", "io", "understudy", "config"));

    @Test
    void theDocumentSaysWhatTheTypesSay() throws IOException {
        String written = new ProtocolDocument(comments).write(Files.readString(TEMPLATE));
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, written);
        }
        assertTrue(Files.exists(DOCUMENT), "docs/protocol.md: run with -Ddocs.rewrite=true");
        assertEquals(
                written,
                Files.readString(DOCUMENT),
                "docs/protocol.md is stale: run with -Ddocs.rewrite=true and read the difference");
    }

    @Test
    void everyMessageSaysWhatItIsFor() {
        for (Class<?> type : Samples.types()) {
            assertFalse(comments.of(type).isEmpty(), type + " has no comment");
        }
    }

    @Test
    void nothingIsSaidOfAComponentThatIsGone() {
        for (Class<?> type : Samples.types()) {
            List<String> components =
                    Arrays.stream(type.getRecordComponents()).map(one -> one.getName()).toList();
            for (String name : comments.namesIn(type)) {
                assertTrue(components.contains(name), type + " has no component " + name);
            }
        }
    }
}
