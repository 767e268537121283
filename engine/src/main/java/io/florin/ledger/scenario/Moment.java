package io.florin.ledger.scenario;

/**
 * A time as a table says it: {@code now}, {@code start}, {@code created NAME}, {@code expires NAME}, each plus or minus
 * durations.
 *
 * @param anchor what it is counted from.
 * @param name of the account or transfer, empty for the other anchors.
 */
public record Moment(Anchor anchor, String name, long offsetNs) {
    /** What a time is counted from. */
    public enum Anchor {
        /** Nanoseconds since the epoch, given as a number. */
        EPOCH,
        NOW,
        START,
        CREATED,
        EXPIRES
    }
}
