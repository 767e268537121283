package io.florin.ledger;

/**
 * {@code set_account_status} (LEDGER.md, section 7).
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class StatusCommand {
    private long accountIdHigh;
    private long accountIdLow;
    private int frozen;
    private int reason;

    public long accountIdHigh() {
        return accountIdHigh;
    }

    public StatusCommand accountIdHigh(long value) {
        accountIdHigh = value;
        return this;
    }

    public long accountIdLow() {
        return accountIdLow;
    }

    public StatusCommand accountIdLow(long value) {
        accountIdLow = value;
        return this;
    }

    /** Bit 0 debits, bit 1 credits. */
    public int frozen() {
        return frozen;
    }

    public StatusCommand frozen(int value) {
        frozen = value;
        return this;
    }

    /** The client's own code. */
    public int reason() {
        return reason;
    }

    public StatusCommand reason(int value) {
        reason = value;
        return this;
    }
}
