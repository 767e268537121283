package io.florin.ledger;

/**
 * New capacities; 0 leaves one as it is.
 *
 * <p>Filled again for each event, so nothing may keep it. Ledger thread only; allocates nothing.
 */
public final class CapacitiesCommand {
    private long accountsMax;
    private long transfersMax;
    private long windowNs;
    private long repliesMax;
    private long replyRowsMax;
    private long grantsMax;

    public long accountsMax() {
        return accountsMax;
    }

    public CapacitiesCommand accountsMax(long value) {
        accountsMax = value;
        return this;
    }

    public long transfersMax() {
        return transfersMax;
    }

    public CapacitiesCommand transfersMax(long value) {
        transfersMax = value;
        return this;
    }

    public long windowNs() {
        return windowNs;
    }

    public CapacitiesCommand windowNs(long value) {
        windowNs = value;
        return this;
    }

    public long repliesMax() {
        return repliesMax;
    }

    public CapacitiesCommand repliesMax(long value) {
        repliesMax = value;
        return this;
    }

    public long replyRowsMax() {
        return replyRowsMax;
    }

    public CapacitiesCommand replyRowsMax(long value) {
        replyRowsMax = value;
        return this;
    }

    public long grantsMax() {
        return grantsMax;
    }

    public CapacitiesCommand grantsMax(long value) {
        grantsMax = value;
        return this;
    }
}
