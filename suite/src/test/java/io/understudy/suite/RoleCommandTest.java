package io.understudy.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class RoleCommandTest {

    @Test
    void whyAFolderCannotBeUsedIsSaidInWords() {
        assertEquals("permission denied", RoleCommand.why(new AccessDeniedException("/x")));
        assertEquals(
                "there is a file of that name",
                RoleCommand.why(new FileAlreadyExistsException("/x")));
        assertEquals("it cannot be made", RoleCommand.why(new NoSuchFileException("/x")));
        assertEquals(
                "Read-only file system",
                RoleCommand.why(new FileSystemException("/x", null, "Read-only file system")));
        assertEquals("no space left", RoleCommand.why(new IOException("no space left")));
    }
}
