package io.florin.replay;

/** There is no such day to report on; the message says why, and ends in the date. */
public final class DayNotClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DayNotClosedException(String message) {
        super(message);
    }
}
