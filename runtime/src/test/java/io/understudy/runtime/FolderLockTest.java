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
}
