package io.florin.snapshot;

/** A snapshot that is whole, and yet must not be used here: a person has to look. Ends in name=value. */
public sealed class SnapshotRefusedException extends RuntimeException permits NewerSnapshotException {
    private static final long serialVersionUID = 1;

    /** The sentence. */
    public SnapshotRefusedException(String sentence) {
        super(sentence);
    }
}
