package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.KvAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {

    private static final String SLY = "red\u001b[2J\nand\tgreen\u009b\u007f \u00fc \\n";

    @TempDir private Path folder;

    private static KvTold told() {
        KvAnswer.Pair pair = new KvAnswer.Pair(Bytes.utf8("a\tb"), Bytes.utf8("c\nd"));
        return KvTold.answer(new KvAnswer.Page(List.of(pair), false), true);
    }

    @Test
    void aTerminalIsShownControlCharactersByTheirNames() {
        assertEquals(
                "red\\u001b[2J\\nand\\tgreen\\u009b\\u007f \u00fc \\n", Screen.TERMINAL.shown(SLY));
    }

    @Test
    void whatIsNoTerminalGetsTheValueAsItIs() {
        assertEquals(SLY, Screen.OTHER.shown(SLY));
    }

    @Test
    void theTabBetweenKeyAndValueStays() {
        assertEquals(List.of("a\\tb\tc\\nd"), told().lines(Screen.TERMINAL));
        assertEquals(List.of("a\tb\tc\nd"), told().lines(Screen.OTHER));
    }

    @Test
    void jsonEscapesAlways() {
        assertEquals(
                "{\"outcome\":\"done\",\"entries\":[{\"key\":\"a\\tb\",\"value\":\"c\\nd\"}],"
                        + "\"more\":false}",
                told().json().toString());
    }

    @Test
    void aTerminalIsKnownByWhatTheOutputLeadsTo() throws Exception {
        assertEquals(Screen.TERMINAL, leadingTo("/dev/pts/3"));
        assertEquals(Screen.TERMINAL, leadingTo("/dev/tty1"));
        assertEquals(Screen.OTHER, leadingTo("pipe:[4711]"));
        assertEquals(Screen.OTHER, leadingTo("/tmp/values"));
    }

    private Screen leadingTo(String target) throws Exception {
        Path link = folder.resolve("1");
        Files.deleteIfExists(link);
        return Screen.of(Files.createSymbolicLink(link, Path.of(target)));
    }
}
