package io.florin.gateway.client;

/** The connection or the time ended before the answer came. Send the same ids again, to any node. */
public final class OutcomeUnknownException extends FlorinException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String message) {
        super(message);
    }
}
