package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of all keys in README.md, made from the schema. After a wanted change run with {@code
 * -Dgolden.rewrite=true}, read the diff, and commit it only if you can explain every line.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- From cluster.schema.json; see ReadmeTest. -->\n";
    private static final String END = "<!-- End of the table. -->\n";

    @Test
    void theTableOfKeysIsThatOfTheSchema() throws Exception {
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (Boolean.getBoolean("golden.rewrite")) {
            readme = readme.substring(0, from) + table() + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(END);
        }
        assertEquals(table(), readme.substring(from, to));
    }

    private static String table() {
        String rows =
                Schema.keys().stream()
                        .filter(key -> !key.isSection() && !key.name().equals("$schema"))
                        .map(ReadmeTest::row)
                        .collect(Collectors.joining());
        return "| key | default | what it says |\n| --- | --- | --- |\n" + rows;
    }

    private static String row(Schema.Key key) {
        String value = key.required() ? "*required*" : "";
        if (key.hasDefault()) {
            value = "`" + key.node().get("default") + "`";
        }
        String description = key.node().get("description").asString();
        String words =
                key.node()
                        .path("enum")
                        .valueStream()
                        .map(word -> "`" + word.asString() + "`")
                        .collect(Collectors.joining(", "));
        String text = words.isEmpty() ? description : words + ". " + description;
        return "| `" + key.path() + "` | " + value + " | " + text + " |\n";
    }
}
