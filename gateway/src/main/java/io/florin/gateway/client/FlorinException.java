package io.florin.gateway.client;

/** A request that did not get its answer; which of the two kinds says what to do. */
public abstract sealed class FlorinException extends RuntimeException
        permits NotExecutedException, OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    FlorinException(String message) {
        super(message);
    }
}
