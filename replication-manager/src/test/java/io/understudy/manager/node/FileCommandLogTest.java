package io.understudy.manager.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.understudy.manager.Command;
import io.understudy.manager.CommandLog.Stamped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts on their way to the disk, and back when they are there. */
class FileCommandLogTest {

    /** What its listener was told of one fact. */
    private record Told(Stamped fact, long index, boolean compactionIsDue) {}

    @TempDir Path folder;

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private FactStore store;
    private FileCommandLog log;

    private final class Listener implements FileCommandLog.Listener {

        @Override
        public void onRecorded(Stamped fact, long index, boolean compactionIsDue) {
            // A fact that is told is on the disk by then.
            assertTrue(store.index() >= index);
            told.add(new Told(fact, index, compactionIsDue));
        }

        @Override
        public void onFailure(IOException failure) {
            told.add(failure);
        }

        @Override
        public void onBug(Throwable bug) {
            told.add(bug);
        }
    }

    @BeforeEach
    void open() {
        store = FactStore.open(folder);
        log = new FileCommandLog(store, "RM1", new Listener());
    }

    private static Stamped fact(long number) {
        return new Stamped(number, new Command.Overdue("kv", number));
    }

    private static List<Stamped> facts(long last) {
        return LongStream.rangeClosed(1, last).mapToObj(FileCommandLogTest::fact).toList();
    }

    private List<Stamped> stored() throws IOException {
        try (FactStore again = FactStore.open(folder)) {
            return again.facts();
        }
    }

    @Test
    void whatIsProposedIsRecordedInItsOrderAndNumbered() throws Exception {
        log.start();
        facts(100).forEach(log::propose);
        for (long number = 1; number <= 100; number++) {
            assertEquals(new Told(fact(number), number, false), told.take());
        }
        log.close();
        assertEquals(facts(100), stored());
    }

    @Test
    void whatWasProposedBeforeItIsClosedIsRecorded() throws Exception {
        facts(3).forEach(log::propose);
        log.start();
        log.close();
        assertEquals(3, told.size());
        assertEquals(facts(3), stored());
    }

    @Test
    void itSaysOnceForEachBatchWhenTheFactsHaveBecomeMany() throws Exception {
        facts(FactStore.FACTS_MAX).forEach(log::propose);
        log.start();
        long due = 0;
        for (int number = 0; number < FactStore.FACTS_MAX; number++) {
            due += ((Told) told.take()).compactionIsDue() ? 1 : 0;
        }
        log.compact(FactStore.FACTS_MAX, List.of());
        log.propose(fact(7));
        // Where both are found at once the fact is written first, and says so again.
        assertEquals(fact(7), ((Told) told.take()).fact());
        log.close();
        assertEquals(1, due);
        assertEquals(List.of(fact(7)), stored());
    }

    @Test
    void whatTheDiskDoesNotTakeIsToldAndNothingIsRecordedAfterIt() throws Exception {
        store.close();
        log.propose(fact(1));
        log.start();
        assertInstanceOf(IOException.class, told.take());
        log.propose(fact(2));
        log.close();
        assertTrue(told.isEmpty(), told::toString);
        assertEquals(List.of(), stored());
    }
}
