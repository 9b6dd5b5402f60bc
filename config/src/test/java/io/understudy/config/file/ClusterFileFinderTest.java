package io.understudy.config.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file a command means. */
class ClusterFileFinderTest {

    @TempDir private Path working;

    @TempDir private Path suite;

    private Path example;

    @BeforeEach
    void unpack() throws Exception {
        Files.createDirectory(suite.resolve("config"));
        example = Files.writeString(suite.resolve("config").resolve("local.json"), "{}");
    }

    @Test
    void aFileThatIsNamedIsMeantEvenIfItIsNotThere() {
        Path named = Path.of("elsewhere.json");
        assertEquals(named, ClusterFileFinder.find(Optional.of(named), working, suite));
    }

    @Test
    void theWorkingFolderComesBeforeTheSuite() throws Exception {
        Path own = Files.writeString(working.resolve("understudy.json"), "{}");
        assertEquals(own, ClusterFileFinder.find(Optional.empty(), working, suite));
    }

    /** Else a command would be carried out in another cluster than its user believes. */
    @Test
    void whatCannotBeReadIsNotPassedOver() throws Exception {
        Path own = working.resolve("understudy.json");
        Files.createSymbolicLink(own, working.resolve("nowhere"));
        assertEquals(own, ClusterFileFinder.find(Optional.empty(), working, suite));
        Files.delete(own);
        Files.createDirectory(own);
        assertEquals(own, ClusterFileFinder.find(Optional.empty(), working, suite));
    }

    @Test
    void theSuitesExampleIsMeantWhereThereIsNoOther() {
        assertEquals(example, ClusterFileFinder.find(Optional.empty(), working, suite));
    }

    @Test
    void withoutAnyTheCommandIsRefused() throws Exception {
        Files.delete(example);
        BadClusterFile bad =
                assertThrows(
                        BadClusterFile.class,
                        () -> ClusterFileFinder.find(Optional.empty(), Path.of(""), suite));
        assertEquals(
                List.of(
                        "neither understudy.json nor "
                                + example
                                + " is there; want a cluster file, or --config FILE"),
                bad.lines());
    }
}
