package io.florin.snapshot;

import java.nio.file.Path;

/** A snapshot that cannot be what was written. An older one, or the whole journal, is used instead. */
public final class SnapshotDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /**
     * Says what is wrong, and where.
     *
     * @param what a sentence for the operator, without a full stop.
     */
    SnapshotDamagedException(String what, Path file, long offset) {
        super(what + ": snapshot=" + file.getFileName() + " offset=" + offset);
        this.offset = offset;
    }

    /** Of the first byte that cannot be believed. */
    public long offset() {
        return offset;
    }
}
