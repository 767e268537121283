package io.florin.ledger;

/** What a decision says beside its result; valid until the next one. Ledger thread only. */
final class Outcome {
    private long timestampNs;
    private long amountMinor;
    private int eventsFailed;

    /** Until something else is said: refused at this time, nothing moved. */
    void begin(long timestampNs) {
        this.timestampNs = timestampNs;
        this.amountMinor = 0;
        this.eventsFailed = 0;
    }

    /** Of what was created; what moved or is held, minor units. */
    void created(long timestampNs, long amountMinor) {
        this.timestampNs = timestampNs;
        this.amountMinor = amountMinor;
    }

    /** Of what was there before: nothing moved now. */
    void existed(long timestampNs) {
        this.timestampNs = timestampNs;
    }

    void eventsFailed(int count) {
        eventsFailed = count;
    }

    long timestampNs() {
        return timestampNs;
    }

    long amountMinor() {
        return amountMinor;
    }

    int eventsFailed() {
        return eventsFailed;
    }
}
