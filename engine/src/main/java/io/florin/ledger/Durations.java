package io.florin.ledger;

/** Lengths of time in the ledger's units: ns for stamps, ms for ids, seconds for timeouts and buckets. */
final class Durations {
    static final long NS_PER_SECOND = 1_000_000_000L;
    static final long NS_PER_MS = 1_000_000L;
    static final long MS_PER_SECOND = 1_000L;

    private Durations() {}

    /** Of an unsigned number of seconds; never wraps. */
    static long secondsAsNs(int seconds) {
        return Integer.toUnsignedLong(seconds) * NS_PER_SECOND;
    }
}
