package io.florin.projection;

import java.sql.SQLException;

/** History cannot be read now. */
public final class HistoryFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** SQLSTATE of a statement that was cancelled because it took too long. */
    private static final String TOO_SLOW = "57014";

    private final boolean isTooSlow;

    HistoryFailedException(SQLException cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.isTooSlow = TOO_SLOW.equals(cause.getSQLState());
    }

    /** Whether the database is there, and this question took too long. */
    public boolean isTooSlow() {
        return isTooSlow;
    }
}
