package io.understudy.runtime;

import java.nio.file.Path;

/** A process of that name runs already. The message says what to do; no more is needed. */
public final class FolderInUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    FolderInUse(Path folder) {
        super(
                String.format(
                        "%s is in use: %s runs already on this machine; stop that one first",
                        folder, folder.getFileName()));
    }
}
