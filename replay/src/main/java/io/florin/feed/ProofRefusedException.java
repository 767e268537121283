package io.florin.feed;

/**
 * Something asked for a proof or a check that cannot be made with what was given: a wrong key, another ledger's file.
 * For the operator: names what was wrong. Exit code 2.
 */
public final class ProofRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and ends in {@code name=value}. */
    public ProofRefusedException(String message) {
        super(message);
    }

    ProofRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
