package io.understudy.suite.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.suite.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demonstration as a user starts it. */
@Tag("system")
class DemoIT {

    private static final Pattern FOLDER = Pattern.compile("in (/\\S+)");

    private static Process demo() throws IOException {
        return new ProcessBuilder(Launcher.ours().script().toString(), "demo")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader words(Process demo) {
        return new BufferedReader(
                new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void theDemonstrationTellsTheWholeStory() throws Exception {
        Process demo = demo();
        List<String> lines = words(demo).lines().toList();
        lines.forEach(System.out::println);

        assertEquals(0, demo.waitFor());
        String story = String.join("\n", lines);
        for (String part :
                List.of(
                        "kill -9",
                        "death is seen",
                        "is formed",
                        "is activated",
                        "member",
                        "longest interruption",
                        " 0  requests lost",
                        " 0  requests executed twice")) {
            assertTrue(story.contains(part), part);
        }
        assertLeavesNothing(folder(lines.get(0)));
    }

    @Test
    void aDemonstrationThatIsStoppedLeavesNothingEither() throws Exception {
        Process demo = demo();
        BufferedReader words = words(demo);
        String folder = folder(words.readLine());
        String line = words.readLine();
        assertTrue(line.contains("serves"), line);

        demo.destroy();

        demo.waitFor();
        assertLeavesNothing(folder);
    }

    private static String folder(String line) {
        Matcher matcher = FOLDER.matcher(line);
        assertTrue(matcher.find(), line);
        return matcher.group(1);
    }

    private static void assertLeavesNothing(String folder) {
        assertFalse(Files.exists(Path.of(folder)), folder);
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(each -> each.info().commandLine().orElse("").contains(folder))
                        .toList());
    }
}
