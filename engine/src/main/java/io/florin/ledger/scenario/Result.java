package io.florin.ledger.scenario;

/** The final answer to one event. */
public record Result(int status, long timestampNs, long amountMinor) {
    public static Result refused(int status, long timestampNs) {
        return new Result(status, timestampNs, 0);
    }
}
