package io.understudy.config.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Decides which cluster file is meant when a command may name one and need not. */
public final class ClusterFileFinder {

    /** Looked for in the working folder. */
    public static final String FILE_NAME = "understudy.json";

    /** Of the suite, for whoever just tries it: everything on one machine. */
    public static final Path EXAMPLE = Path.of("config", "local.json");

    private ClusterFileFinder() {}

    /**
     * @param named by the command's option; then no other is looked for
     * @param workingFolder the empty path for that of this process, which keeps mistakes short
     * @param suiteFolder where the suite was unpacked
     * @throws BadClusterFile if none was named and there is none
     */
    public static Path find(Optional<Path> named, Path workingFolder, Path suiteFolder) {
        if (named.isPresent()) {
            return named.get();
        }
        List<Path> usual = List.of(workingFolder.resolve(FILE_NAME), suiteFolder.resolve(EXAMPLE));
        // A folder of that name, or a link that leads nowhere, is a mistake to be told, not no
        // file.
        return usual.stream()
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseThrow(() -> none(usual));
    }

    private static BadClusterFile none(List<Path> usual) {
        return new BadClusterFile(
                List.of(
                        String.format(
                                "neither %s nor %s is there; want a cluster file, or --config FILE",
                                usual.get(0), usual.get(1))));
    }
}
