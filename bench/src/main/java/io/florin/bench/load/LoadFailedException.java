package io.florin.bench.load;

/** An answer was not what a good request is answered with, or the books do not balance: no figure of the run counts. */
public final class LoadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailedException(String message) {
        super(message);
    }
}
