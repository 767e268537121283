package io.florin.pipeline;

/**
 * How far the road has come, in the ledger's sequences. Each field is written by one stage, once a batch, and read by
 * any thread.
 */
public final class Positions {
    /** What {@link #released()} says before anything was answered. */
    public static final long NONE = -1;

    private volatile long decided;
    private volatile long released = NONE;
    private volatile long nextTimerNs = Long.MAX_VALUE;
    private volatile long journalMinusMonotonicNs;

    /** Of the last command that the ledger decided; 0 for an empty ledger. */
    public long decided() {
        return decided;
    }

    /** Of the last command whose answer was handed out; {@link #NONE} before the first. */
    public long released() {
        return released;
    }

    /** When the next hold expires, in journal time; {@code Long.MAX_VALUE} for none. */
    public long nextTimerNs() {
        return nextTimerNs;
    }

    /** Journal time of a moment that the monotonic clock gave. */
    public long journalNs(long monotonicNs) {
        return monotonicNs + journalMinusMonotonicNs;
    }

    void decided(long sequence, long timerNs, long journalMinusMonotonic) {
        nextTimerNs = timerNs;
        journalMinusMonotonicNs = journalMinusMonotonic;
        decided = sequence;
    }

    void released(long sequence) {
        released = sequence;
    }
}
