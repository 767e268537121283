package io.florin.journal;

import java.nio.file.Path;

/** A data directory that a node must not start in. For the operator: names the directory and what would be right. */
public final class DataDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DataDirectoryException(String reason, Path directory) {
        super(reason + ": " + DataDirectory.Place.PATH_PROPERTY + "=" + directory);
    }

    DataDirectoryException(String reason, Path directory, Throwable cause) {
        super(reason + ": " + DataDirectory.Place.PATH_PROPERTY + "=" + directory, cause);
    }
}
