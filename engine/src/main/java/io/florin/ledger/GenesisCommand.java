package io.florin.ledger;

/**
 * Sequence 1 of every ledger: what decides results and can never be a setting.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class GenesisCommand {
    private long ledgerIdHigh;
    private long ledgerIdLow;
    private long accountsMax;
    private long transfersMax;
    private long windowNs;
    private long repliesMax;
    private long replyRowsMax;
    private long grantsMax;
    private int idPolicy;
    private int featureLevel;

    public long ledgerIdHigh() {
        return ledgerIdHigh;
    }

    public GenesisCommand ledgerIdHigh(long value) {
        ledgerIdHigh = value;
        return this;
    }

    public long ledgerIdLow() {
        return ledgerIdLow;
    }

    public GenesisCommand ledgerIdLow(long value) {
        ledgerIdLow = value;
        return this;
    }

    public long accountsMax() {
        return accountsMax;
    }

    public GenesisCommand accountsMax(long value) {
        accountsMax = value;
        return this;
    }

    /** Transfers remembered at once, holds and burnt ids included. */
    public long transfersMax() {
        return transfersMax;
    }

    public GenesisCommand transfersMax(long value) {
        transfersMax = value;
        return this;
    }

    /** Age after which an id is refused. */
    public long windowNs() {
        return windowNs;
    }

    public GenesisCommand windowNs(long value) {
        windowNs = value;
        return this;
    }

    /** Stored replies by request key. */
    public long repliesMax() {
        return repliesMax;
    }

    public GenesisCommand repliesMax(long value) {
        repliesMax = value;
        return this;
    }

    /** Result rows over all stored replies. */
    public long replyRowsMax() {
        return replyRowsMax;
    }

    public GenesisCommand replyRowsMax(long value) {
        replyRowsMax = value;
        return this;
    }

    public long grantsMax() {
        return grantsMax;
    }

    public GenesisCommand grantsMax(long value) {
        grantsMax = value;
        return this;
    }

    /** 0 time-ordered, 1 any. */
    public int idPolicy() {
        return idPolicy;
    }

    public GenesisCommand idPolicy(int value) {
        idPolicy = value;
        return this;
    }

    public int featureLevel() {
        return featureLevel;
    }

    public GenesisCommand featureLevel(int value) {
        featureLevel = value;
        return this;
    }
}
