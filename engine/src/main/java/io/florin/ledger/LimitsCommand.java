package io.florin.ledger;

/**
 * {@code set_account_limits} (LEDGER.md, section 7).
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class LimitsCommand {
    private long accountIdHigh;
    private long accountIdLow;
    private long debitAllowanceMinor;
    private long creditAllowanceMinor;
    private int expectedVersion;

    public long accountIdHigh() {
        return accountIdHigh;
    }

    public LimitsCommand accountIdHigh(long value) {
        accountIdHigh = value;
        return this;
    }

    public long accountIdLow() {
        return accountIdLow;
    }

    public LimitsCommand accountIdLow(long value) {
        accountIdLow = value;
        return this;
    }

    /** How far debits may exceed credits, holds counted; minor units. */
    public long debitAllowanceMinor() {
        return debitAllowanceMinor;
    }

    public LimitsCommand debitAllowanceMinor(long value) {
        debitAllowanceMinor = value;
        return this;
    }

    public long creditAllowanceMinor() {
        return creditAllowanceMinor;
    }

    public LimitsCommand creditAllowanceMinor(long value) {
        creditAllowanceMinor = value;
        return this;
    }

    /** The version that the sender read. */
    public int expectedVersion() {
        return expectedVersion;
    }

    public LimitsCommand expectedVersion(int value) {
        expectedVersion = value;
        return this;
    }
}
