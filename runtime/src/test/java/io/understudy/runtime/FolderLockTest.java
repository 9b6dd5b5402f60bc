package io.understudy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir Path parent;

    @Test
    void aFolderIsOneProcessesUntilItIsGivenBack() {
        Path folder = parent.resolve("M1");
        FolderLock first = FolderLock.take(folder);
        FolderInUse second = assertThrows(FolderInUse.class, () -> FolderLock.take(folder));
        assertEquals(
                folder + " is in use: M1 runs already on this machine; stop that one first",
                second.getMessage());
        FolderLock.take(parent.resolve("M2")).close();
        first.close();
        FolderLock.take(folder).close();
    }

    /** Locks of files are the process's, and closing one file gives back those of all. */
    @Test
    void whoIsTurnedAwayInTheSameProcessDoesNotLetOthersIn() throws Exception {
        Path folder = parent.resolve("M1");
        FolderLock held = FolderLock.take(folder);
        assertThrows(FolderInUse.class, () -> FolderLock.take(folder));
        assertEquals(OTHER_TURNED_AWAY, takenByAnotherProcess(folder));
        held.close();
        assertEquals(0, takenByAnotherProcess(folder));
    }

    private static int takenByAnotherProcess(Path folder) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classes, Other.class.getName(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static final int OTHER_TURNED_AWAY = 3;

    /** Run as a process. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) {
            try {
                FolderLock.take(Path.of(arguments[0])).close();
            } catch (FolderInUse taken) {
                System.exit(OTHER_TURNED_AWAY);
            }
        }
    }
}
