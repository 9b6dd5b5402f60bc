package io.understudy.suite;

import io.understudy.config.ClusterFile;
import io.understudy.runtime.BindFailed;
import io.understudy.runtime.Exit;
import io.understudy.runtime.FolderInUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One process of the cluster, by its name in the cluster file: runs until it is stopped. */
abstract class RoleCommand implements Callable<Integer> {

    @Mixin private ClusterOption cluster;

    @Parameters(paramLabel = "NAME", description = "Its name in the cluster file.")
    private String name;

    @Override
    public final Integer call() {
        ClusterFile file = cluster.load();
        List<String> known = names(file).toList();
        if (!known.contains(name)) {
            throw Failed.usage(
                    List.of(
                            file.file()
                                    + " has no "
                                    + kind()
                                    + " "
                                    + name
                                    + "; it has "
                                    + known.stream().sorted().collect(Collectors.joining(", "))));
        }
        try {
            return run(file, name);
        } catch (BindFailed | FolderInUse busy) {
            throw Failed.failed(busy.getMessage());
        } catch (UncheckedIOException folder) {
            throw Failed.failed(folder.getMessage() + ": " + why(folder.getCause()));
        } finally {
            Exit.flushLog();
        }
    }

    /** Many of the JDK's have a path as their only text, and say what is wrong by their class. */
    static String why(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (failed instanceof NoSuchFileException) {
            return "it cannot be made";
        }
        if (failed instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return String.valueOf(failed.getMessage());
    }

    /** As the glossary calls it. */
    abstract String kind();

    /** All of that kind. */
    abstract Stream<String> names(ClusterFile cluster);

    /**
     * @param name one of {@link #names}
     */
    abstract int run(ClusterFile cluster, String name);
}
