package io.florin.protocol;

/**
 * A result or refusal as clients see it: one line of {@code problems.csv}.
 *
 * @param code the name that is the same everywhere.
 * @param accountStatus wire number as a result of a request on accounts; {@link #NONE} if it cannot be one.
 * @param transferStatus wire number as a result of a request on transfers; {@link #NONE} if it cannot be one.
 * @param httpStatus {@link #NONE} if it is of the binary protocol only.
 * @param title what it means, in few words.
 * @param param the field or header it is about; empty if it is about none.
 * @param isRetryable whether the very same request may do better later.
 * @param advice what the client should do; empty for success.
 */
public record Problem(
        String code,
        int accountStatus,
        int transferStatus,
        int httpStatus,
        String title,
        String param,
        boolean isRetryable,
        String advice) {
    /** No such number. */
    public static final int NONE = -1;

    /** The same where a resource gives it another status. */
    public Problem withHttpStatus(int status) {
        return new Problem(code, accountStatus, transferStatus, status, title, param, isRetryable, advice);
    }
}
