package io.florin.ledger;

/**
 * Brings memory into the cache that transfers to come will need; no state changes, no result does. Ids are noted first,
 * and then touched together, loop by loop: places of the indexes, then rows. Each loop does little more than load, so a
 * processor has dozens of cache misses under way at once; beside other work it has two or three.
 *
 * <p>Ledger thread only; all memory at construction.
 */
final class TouchAhead {
    private static final int IDS_MAX = 128;

    private final IdHash hash;
    private final AccountTable accounts;
    private final Transfers transfers;

    private final long[] transferHashes = new long[IDS_MAX];
    private int transferCount;

    private final long[] accountHashes = new long[IDS_MAX];
    private final long[] accountIdsHigh = new long[IDS_MAX];
    private final long[] accountIdsLow = new long[IDS_MAX];
    private final int[] accountRows = new int[IDS_MAX];
    private int accountCount;

    private long touched;

    TouchAhead(IdHash hash, AccountTable accounts, Transfers transfers) {
        this.hash = hash;
        this.accounts = accounts;
        this.transfers = transfers;
    }

    /** Notes an id; more than fit are left out. */
    void transfer(long idHigh, long idLow) {
        if (transferCount < IDS_MAX) transferHashes[transferCount++] = hash.of(idHigh, idLow);
    }

    /** Notes an id; more than fit are left out. */
    void account(long idHigh, long idLow) {
        if (accountCount == IDS_MAX) return;
        accountHashes[accountCount] = hash.of(idHigh, idLow);
        accountIdsHigh[accountCount] = idHigh;
        accountIdsLow[accountCount] = idLow;
        accountCount++;
    }

    /** Touches what was noted, and forgets it. */
    void touch() {
        long sum = transfers.touch(transferHashes, transferCount) + accounts.touchPlaces(accountHashes, accountCount);
        for (int i = 0; i < accountCount; i++) {
            accountRows[i] = accounts.find(accountHashes[i], accountIdsHigh[i], accountIdsLow[i]);
        }
        touched += sum + accounts.touchRows(accountRows, accountCount);
        transferCount = 0;
        accountCount = 0;
    }

    /** Of no meaning, but that the memory touched is really read. */
    long touched() {
        return touched;
    }
}
