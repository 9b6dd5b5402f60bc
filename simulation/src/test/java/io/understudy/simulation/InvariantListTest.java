package io.understudy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/invariants.md, the code and the planted bugs name the same invariants. */
class InvariantListTest {

    private static final Path LIST = Path.of("..", "docs", "invariants.md");
    private static final Path BUG_LIST = Path.of("..", "docs", "planted-bugs.md");
    private static final Path PLANTED = Path.of("planted");

    /** Where a class comment states one, and where a check names the one that is broken. */
    private static final Pattern IN_CODE =
            Pattern.compile(
                    "(?:<li>|Invariant )([A-Z]{1,2}[0-9])(?: —|:)"
                            + "|\"([A-Z]{1,2}[0-9]): "
                            + "|new Violation\\(\\s*\"([A-Z]{1,4}[0-9]?)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]{1,4}[0-9]?) \\|(.*)\\|$");

    private static final Pattern QUOTED = Pattern.compile("`([a-z]+[0-9]?(?:-[a-z]+)*)`");

    private static TreeSet<String> inCode() {
        TreeSet<String> ids = new TreeSet<>();
        for (Path source : Architecture.sources()) {
            IN_CODE.matcher(Architecture.read(source))
                    .results()
                    .map(InvariantListTest::id)
                    .forEach(ids::add);
        }
        return ids;
    }

    private static String id(MatchResult found) {
        return Stream.of(1, 2, 3)
                .map(found::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    /** By id: the rest of its row. */
    private static TreeMap<String, String> inList() {
        TreeMap<String, String> rows = new TreeMap<>();
        ROW.matcher(Architecture.read(LIST))
                .results()
                .forEach(
                        row ->
                                assertEquals(
                                        null,
                                        rows.put(row.group(1), row.group(2)),
                                        row.group(1) + " stands twice"));
        return rows;
    }

    private static TreeSet<String> patches() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(PLANTED)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".patch"))
                    .map(name -> name.substring(0, name.length() - ".patch".length()))
                    .forEach(names::add);
        }
        return names;
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void theListNamesWhatTheCodeNames() {
        assertEquals(inCode(), new TreeSet<>(inList().keySet()));
    }

    @Test
    void everyInvariantWasSeenToFail() throws IOException {
        TreeSet<String> patches = patches();
        inList().forEach(
                        (id, row) ->
                                assertTrue(
                                        quoted(row).stream().anyMatch(patches::contains),
                                        id + " names no bug of simulation/planted"));
    }

    @Test
    void everyPlantedBugIsListed() throws IOException {
        String list = Architecture.read(BUG_LIST);
        for (String patch : patches()) {
            String text = Architecture.read(PLANTED.resolve(patch + ".patch"));
            String row =
                    String.format(
                            "| `%s` | %s | %s | %s |",
                            patch, field("Bug", text), field("Run", text), field("Caught", text));
            assertTrue(list.contains(row), "docs/planted-bugs.md lacks " + row);
        }
    }

    private static String field(String name, String patch) {
        return Pattern.compile("(?m)^" + name + ": (.*)$")
                .matcher(patch)
                .results()
                .map(found -> found.group(1).strip())
                .collect(Collectors.joining("; "));
    }

    /** What the script reads; it would take a patch without them for one that is caught. */
    @Test
    void everyPlantedBugSaysWhatFindsIt() throws IOException {
        for (String patch : patches()) {
            String text = Architecture.read(PLANTED.resolve(patch + ".patch"));
            for (String field : List.of("Bug", "Run", "Caught")) {
                assertFalse(
                        Pattern.compile("(?m)^" + field + ": \\S")
                                .matcher(text)
                                .results()
                                .findAny()
                                .isEmpty(),
                        patch + " does not say " + field);
            }
        }
    }
}
