package io.florin.pipeline;

/**
 * Stamps requests: ns since the epoch, strictly increasing, from one clock.
 *
 * <p>It advances by the monotonic clock and is slewed towards the wall clock by at most 1 ms a second, never stepped
 * (JOURNAL.md, rule 13), so an operator who steps the wall clock cannot make a time stamp from the future that no
 * restart could ever take back. Ledger thread only; allocates nothing.
 */
public final class JournalTime {
    private static final long SLEW_DIVISOR = 1_000; // 1 ms a second

    private final Clock clock;
    private long lastNs;
    private long readingNs;
    private long monotonicNs;
    private long offsetNs;

    /** Passed, but too short so far to be worth a nanosecond of slewing. */
    private long unslewedNs;

    /** Continues behind the last time stamp of the journal; 0 for a new ledger. */
    public JournalTime(Clock clock, long lastNs) {
        this.clock = clock;
        this.lastNs = lastNs;
        this.readingNs = Math.max(clock.epochNs(), lastNs);
        this.monotonicNs = clock.monotonicNs();
    }

    /**
     * The time T of a request of so many events: its event i gets T − events + i + 1, all later than anything stamped
     * before.
     */
    public long stamp(int events) {
        advance();
        lastNs = Math.max(readingNs, lastNs + events);
        return lastNs;
    }

    /** The last time that was stamped. */
    public long lastNs() {
        return lastNs;
    }

    /** What to add to a reading of the monotonic clock to get journal time. */
    long journalMinusMonotonicNs() {
        return readingNs - monotonicNs;
    }

    /** How far the wall clock was ahead of this one at the last stamp; beyond a second an operator should look. */
    public long offsetNs() {
        return offsetNs;
    }

    private void advance() {
        long nowNs = clock.monotonicNs();
        long elapsedNs = nowNs - monotonicNs;
        if (elapsedNs <= 0) return;

        monotonicNs = nowNs;
        readingNs += elapsedNs;
        offsetNs = clock.epochNs() - readingNs;
        unslewedNs += elapsedNs;
        long slewNsMax = unslewedNs / SLEW_DIVISOR;
        unslewedNs %= SLEW_DIVISOR;
        readingNs += Math.max(-slewNsMax, Math.min(slewNsMax, offsetNs));
    }
}
