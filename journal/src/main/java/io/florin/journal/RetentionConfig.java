package io.florin.journal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How long segments stay that no snapshot needs any more. Fixed from then on.
 *
 * @param retainNs nanoseconds since a segment began; {@link #FOREVER} keeps everything.
 * @param archive where a segment is copied to, and read back, before it goes; empty for nowhere.
 */
public record RetentionConfig(long retainNs, Optional<Path> archive) {
    public static final String RETAIN_PROPERTY = "florin.journal.retain";
    public static final String ARCHIVE_PROPERTY = "florin.journal.archive";
    public static final long FOREVER = Long.MAX_VALUE;

    /** Nothing ever goes. */
    public static final RetentionConfig KEEPS_ALL = new RetentionConfig(FOREVER, Optional.empty());

    public RetentionConfig {
        if (retainNs < 0) {
            throw new IllegalArgumentException("must not be negative: " + RETAIN_PROPERTY + "=" + retainNs);
        }
    }

    public boolean keepsAll() {
        return retainNs == FOREVER;
    }
}
