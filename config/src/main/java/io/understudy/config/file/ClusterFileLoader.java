package io.understudy.config.file;

import io.understudy.config.ClusterFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a cluster file, or refuses it with all its mistakes at once: whoever has to correct a file
 * on four machines wants to do it once.
 */
public final class ClusterFileLoader {

    private ClusterFileLoader() {}

    /**
     * @param file mistakes name it as it is given here
     * @throws BadClusterFile with a line for each mistake
     */
    public static ClusterFile load(Path file) {
        Mistakes mistakes = new Mistakes(file.toString());
        Path whole = file.toAbsolutePath().normalize();
        Optional<ClusterFile> cluster =
                FileText.read(file, mistakes)
                        .flatMap(text -> TreeReader.read(text, mistakes))
                        .map(root -> new ClusterReader(mistakes).read(whole, root));
        mistakes.refuseIfAny();
        return cluster.orElseThrow();
    }
}
