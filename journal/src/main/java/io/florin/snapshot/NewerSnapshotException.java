package io.florin.snapshot;

/**
 * A snapshot that a newer build wrote. It is left alone for that build; an older one, or the whole journal, is used
 * instead.
 */
public final class NewerSnapshotException extends SnapshotRefusedException {
    private static final long serialVersionUID = 1;

    NewerSnapshotException(String sentence) {
        super(sentence);
    }
}
