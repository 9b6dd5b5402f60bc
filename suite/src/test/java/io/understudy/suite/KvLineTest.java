package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.protocol.Bytes;
import io.understudy.protocol.kv.Expected;
import io.understudy.protocol.kv.KvOperation;
import org.junit.jupiter.api.Test;

/** What lines of a shell mean. */
class KvLineTest {

    private static final Bytes KEY = Bytes.utf8("k");
    private static final Bytes VALUE = Bytes.utf8("v");

    private final KvLine line = new KvLine();

    private KvOperation read(String text) {
        return line.read(ShellWords.of(text)).operation();
    }

    @Test
    void eachOperationHasALine() {
        assertEquals(new KvOperation.Get(KEY), read("get k"));
        assertEquals(new KvOperation.Put(KEY, VALUE), read("put k v"));
        assertEquals(new KvOperation.Append(KEY, VALUE), read("append k v"));
        assertEquals(new KvOperation.PutHash(KEY, VALUE), read("put-hash k v"));
        assertEquals(new KvOperation.Delete(KEY), read("delete k"));
        assertEquals(
                new KvOperation.CompareAndSet(KEY, new Expected.Exactly(VALUE), Bytes.utf8("w")),
                read("cas k v w"));
        assertEquals(
                new KvOperation.CompareAndSet(KEY, new Expected.Absent(), VALUE),
                read("cas k v --absent"));
        assertEquals(new KvOperation.Increment(KEY, -3), read("incr k -3"));
        assertEquals(new KvOperation.Scan(KEY, VALUE, 7), read("scan k --after v --limit 7"));
    }

    @Test
    void aWordThatBeginsLikeAFilesNameIsThatWord() {
        assertEquals(new KvOperation.Put(KEY, Bytes.utf8("@pom.xml")), read("put k @pom.xml"));
        assertEquals(new KvOperation.Put(KEY, Bytes.utf8("@@you")), read("put k @@you"));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> read("put k \uFFFDv"));
        assertThrows(IllegalArgumentException.class, () -> read("get \uFFFD"));
    }

    @Test
    void nothingIsLeftOverFromTheLineBefore() {
        read("cas k v --absent");
        read("incr k 5");
        read("scan k --after v --limit 7");

        assertEquals(
                new KvOperation.CompareAndSet(KEY, new Expected.Exactly(VALUE), VALUE),
                read("cas k v v"));
        assertEquals(new KvOperation.Increment(KEY, 1), read("incr k"));
        assertEquals(new KvOperation.Scan(Bytes.EMPTY, Bytes.EMPTY, 100), read("scan"));
    }

    @Test
    void whatIsNoOperationIsAMistake() {
        for (String text :
                new String[] {
                    "",
                    "frob k",
                    "get",
                    "get a b",
                    "get ''",
                    "cas k v",
                    "incr k x",
                    "scan --limit 0"
                }) {
            assertThrows(IllegalArgumentException.class, () -> read(text), text);
        }
    }

    @Test
    void theOptionsOfCommandsAreNoneOfLines() {
        assertThrows(IllegalArgumentException.class, () -> read("get k --json"));
    }

    @Test
    void helpNamesEachOperation() {
        String help = String.join("\n", line.help());
        assertTrue(help.contains("put-hash KEY ARGUMENT"), help);
        assertTrue(line.help().size() > KvLine.OPERATIONS.size(), help);
    }

    @Test
    void helpSaysHowWordsAreToldApart() {
        String help = String.join("\n", line.help());
        assertTrue(help.contains("quit, exit"), help);
        assertTrue(help.contains("Words end at blanks, but not"), help);
    }
}
