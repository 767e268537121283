package io.florin.feed;

/** What was signed is not what is there: something was changed, lost, or never true. Exit code 4. */
public final class ProofBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what differs, and ends in {@code name=value}. */
    public ProofBrokenException(String message) {
        super(message);
    }
}
