package io.florin.ledger;

/**
 * What passes with time alone: holds expire, in the order (expires at, created), and some account rows are hashed.
 * Ledger thread only; all memory at construction.
 */
final class Pulse {
    static final int EXPIRED_MAX = 4_096;

    private static final int LONGS_PER_ID = 2;

    private final TransferTable transfers;
    private final ExpiryQueue expiry;
    private final Changes changes;
    private final RowsHash rowsHash;
    private final long[] expiredIds = new long[EXPIRED_MAX * LONGS_PER_ID];
    private int expired;

    Pulse(LedgerTables tables) {
        this.transfers = tables.transfers().table();
        this.expiry = tables.holds().expiry();
        this.changes = tables.changes();
        this.rowsHash = new RowsHash(tables.accounts());
    }

    void decide(long timestampNs) {
        expired = 0;
        while (expired < EXPIRED_MAX && expiry.nextNs() <= timestampNs) {
            int hold = expiry.first();
            expiredIds[expired * LONGS_PER_ID] = transfers.idHigh(hold);
            expiredIds[expired * LONGS_PER_ID + 1] = transfers.idLow(hold);
            expired++;
            changes.expire(hold, timestampNs);
        }
        rowsHash.advance();
    }

    int expired() {
        return expired;
    }

    long expiredIdHigh(int index) {
        return expiredIds[checked(index) * LONGS_PER_ID];
    }

    long expiredIdLow(int index) {
        return expiredIds[checked(index) * LONGS_PER_ID + 1];
    }

    RowsHash rowsHash() {
        return rowsHash;
    }

    private int checked(int index) {
        Belief.require(index >= 0 && index < expired, "only what expired is asked for");
        return index;
    }
}
