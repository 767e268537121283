package io.florin.journal;

import java.nio.file.Path;
import org.agrona.IoUtil;

/** Removes what a test made outside of its own folder. */
final class Directories {
    private Directories() {}

    static void delete(Path directory) {
        IoUtil.delete(directory.toFile(), true);
    }
}
