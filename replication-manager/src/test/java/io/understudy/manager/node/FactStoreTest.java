package io.understudy.manager.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.config.Style;
import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import io.understudy.manager.GroupRecord;
import io.understudy.manager.GroupRules;
import io.understudy.manager.ManagerState;
import io.understudy.manager.ViewListener;
import io.understudy.protocol.ReplicaId;
import io.understudy.runtime.FolderInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** What a manager finds on its disk after any kind of end. */
class FactStoreTest {

    private static final ReplicaId S1 = new ReplicaId("S1", -1);

    /** One of each kind. */
    private static final List<Stamped> FACTS =
            List.of(
                    new Stamped(
                            1,
                            new Command.Configured(
                                    new GroupRules(
                                            "kv", Style.ACTIVE, true, 2, List.of("S1", "S2")))),
                    new Stamped(2, new Command.Arrived("kv", S1, 7)),
                    new Stamped(3, new Command.Reconciled("kv", 1, S1)),
                    new Stamped(4, new Command.CaughtUp("kv", 1, S1, new ReplicaId("S2", 5))),
                    new Stamped(5, new Command.MemberSilent("kv", 1, S1, new ReplicaId("S2", 5))),
                    new Stamped(6, new Command.Overdue("kv", 1)),
                    new Stamped(7, new Command.Preceded("kv", 7)),
                    new Stamped(8, new Command.Lost("kv", S1, true, "killed \"äöü\"\n")));

    /**
     * In memory where there is such a folder: each of a thousand stores waits for its disk several
     * times, and none of these tests can see whether that has a head that moves.
     */
    static final class InMemory implements TempDirFactory {

        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "junit-")
                    : Files.createTempDirectory("junit-");
        }
    }

    @TempDir(factory = InMemory.class)
    Path folder;

    @Test
    void whatWasAppendedIsThereAgain() throws IOException {
        append(FACTS);
        try (FactStore store = FactStore.open(folder)) {
            assertEquals(FACTS, store.facts());
            assertEquals(8, store.index());
            assertEquals(0, store.cutBytes());
        }
    }

    @Test
    void aFileThatIsCutAnywhereHoldsTheFactsBeforeTheCut() throws IOException {
        append(FACTS);
        byte[] whole = Files.readAllBytes(folder.resolve("facts.log"));
        for (int length = 0; length < whole.length; length++) {
            Path copy = folder.resolve("cut-" + length);
            Files.createDirectories(copy);
            Files.write(copy.resolve("facts.log"), Arrays.copyOf(whole, length));
            try (FactStore store = FactStore.open(copy)) {
                int lines = linesIn(whole, length);
                assertEquals(FACTS.subList(0, lines), store.facts());
                store.append(List.of(FACTS.get(0)));
            }
            try (FactStore store = FactStore.open(copy)) {
                assertEquals(0, store.cutBytes(), "what was cut off does not come back");
            }
        }
    }

    private static int linesIn(byte[] bytes, int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Test
    void aDamagedLineBeforeOthersStopsTheManagerAndSaysWhatToDo() throws IOException {
        append(FACTS);
        List<String> lines = Files.readAllLines(folder.resolve("facts.log"));
        lines.set(2, lines.get(2).replace("reconciled", "reconcilef"));
        Files.write(folder.resolve("facts.log"), lines);
        DamagedRecord refused =
                assertThrows(DamagedRecord.class, () -> FactStore.open(folder).close());
        assertTrue(refused.getMessage().contains("facts.log, line 3"), refused.getMessage());
        assertTrue(refused.getMessage().contains("backup"), refused.getMessage());
    }

    /** It may have been on the disk, and a view been formed on it. */
    @Test
    void aDamagedLastLineThatIsWholeStopsTheManagerToo() throws IOException {
        append(FACTS);
        Path file = folder.resolve("facts.log");
        byte[] before = Files.readString(file).replace("killed", "kilted").getBytes(UTF_8);
        Files.write(file, before);
        DamagedRecord refused =
                assertThrows(DamagedRecord.class, () -> FactStore.open(folder).close());
        assertTrue(refused.getMessage().contains("facts.log, line 8"), refused.getMessage());
        assertTrue(refused.getMessage().contains("backup"), refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file), "nothing was cut off");
    }

    @Test
    void aMissingFactStopsTheManager() throws IOException {
        append(FACTS);
        List<String> lines = Files.readAllLines(folder.resolve("facts.log"));
        lines.remove(3);
        Files.write(folder.resolve("facts.log"), lines);
        DamagedRecord refused =
                assertThrows(DamagedRecord.class, () -> FactStore.open(folder).close());
        assertTrue(refused.getMessage().contains("fact 4 is missing"), refused.getMessage());
    }

    @Test
    void noFlippedBitIsTakenForAFact() throws IOException {
        append(FACTS);
        byte[] whole = Files.readAllBytes(folder.resolve("facts.log"));
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 500; trial++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Path copy = Files.createDirectories(folder.resolve("flip-" + trial));
            Files.write(copy.resolve("facts.log"), flipped);
            try (FactStore store = FactStore.open(copy)) {
                assertEquals(FACTS.subList(0, store.facts().size()), store.facts());
            } catch (DamagedRecord refused) {
                assertTrue(refused.getMessage().contains("facts.log"), refused.getMessage());
            }
        }
    }

    @Test
    void aSnapshotTakesThePlaceOfTheFactsThatLedToIt() throws IOException {
        List<GroupRecord> state = stateAfter(FACTS.subList(0, 5));
        try (FactStore store = FactStore.open(folder)) {
            store.append(FACTS);
            store.compact(5, state);
        }
        try (FactStore store = FactStore.open(folder)) {
            assertEquals(state, store.snapshot());
            assertEquals(FACTS.subList(5, 8), store.facts());
            assertEquals(8, store.index());
        }
    }

    @Test
    void aSnapshotWhoseFactsWereNotDroppedYetIsNotAppliedTwice() throws IOException {
        append(FACTS);
        byte[] before = Files.readAllBytes(folder.resolve("facts.log"));
        try (FactStore store = FactStore.open(folder)) {
            store.compact(5, stateAfter(FACTS.subList(0, 5)));
        }
        Files.write(folder.resolve("facts.log"), before);
        try (FactStore store = FactStore.open(folder)) {
            assertEquals(FACTS.subList(5, 8), store.facts());
        }
    }

    @Test
    void aDamagedSnapshotStopsTheManager() throws IOException {
        try (FactStore store = FactStore.open(folder)) {
            store.append(FACTS);
            store.compact(8, stateAfter(FACTS));
        }
        Path snapshot = folder.resolve("snapshot.json");
        Files.writeString(snapshot, Files.readString(snapshot).replace("S1", "S3"));
        assertThrows(DamagedRecord.class, () -> FactStore.open(folder).close());
    }

    @Test
    void twoManagersCannotShareAFolder() throws IOException {
        try (FactStore first = FactStore.open(folder)) {
            assertThrows(FolderInUse.class, () -> FactStore.open(folder).close());
            first.append(FACTS);
        }
    }

    @Test
    void aSnapshotIsDueWhenTheFactsAreMany() throws IOException {
        try (FactStore store = FactStore.open(folder)) {
            List<Stamped> many = new ArrayList<>();
            for (int i = 0; i < FactStore.FACTS_MAX - 1; i++) {
                many.add(new Stamped(i, new Command.Overdue("kv", 1)));
            }
            store.append(many);
            assertEquals(false, store.compactionIsDue());
            store.append(many.subList(0, 1));
            assertEquals(true, store.compactionIsDue());
            store.compact(store.index(), List.of());
            assertEquals(false, store.compactionIsDue());
        }
    }

    private void append(List<Stamped> facts) throws IOException {
        try (FactStore store = FactStore.open(folder)) {
            store.append(facts);
        }
    }

    private static List<GroupRecord> stateAfter(List<Stamped> facts) {
        ManagerState state = new ManagerState(ViewListener.NOBODY);
        facts.forEach(fact -> state.apply(fact.command(), fact.at()));
        return state.snapshot();
    }
}
