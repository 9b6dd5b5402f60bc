package io.understudy.suite.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds docs/labs.md to what there is. */
class LabListTest {

    private static final Path PAGE = Path.of("..", "docs", "labs.md");

    private static final Path SOURCES =
            Path.of("src", "test", "java", "io", "understudy", "suite", "labs");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| `(\\w+IT\\.\\w+)` \\|$");

    @Test
    void thePageNamesEachScenarioAndItsTest() throws IOException {
        Map<String, String> named =
                ROW.matcher(Files.readString(PAGE))
                        .results()
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(2),
                                        row -> row.group(1),
                                        (one, other) -> one + " and " + other,
                                        TreeMap::new));
        assertEquals(tests(), named);
    }

    /** By class and method: what it is called. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("IT.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .flatMap(LabListTest::methods)
                    .filter(method -> method.isAnnotationPresent(DisplayName.class))
                    .collect(
                            Collectors.toMap(
                                    LabListTest::place,
                                    method -> method.getAnnotation(DisplayName.class).value(),
                                    (one, other) -> one + " and " + other,
                                    TreeMap::new));
        }
    }

    private static Stream<Method> methods(String name) {
        try {
            return Arrays.stream(
                    Class.forName(LabListTest.class.getPackageName() + "." + name)
                            .getDeclaredMethods());
        } catch (ClassNotFoundException stale) {
            throw new IllegalStateException(stale);
        }
    }

    private static String place(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
