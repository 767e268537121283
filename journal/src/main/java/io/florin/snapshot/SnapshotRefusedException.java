package io.florin.snapshot;

/** A snapshot that is whole, and yet must not be used here: a person has to look. Ends in name=value. */
public final class SnapshotRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The sentence. */
    public SnapshotRefusedException(String sentence) {
        super(sentence);
    }
}
