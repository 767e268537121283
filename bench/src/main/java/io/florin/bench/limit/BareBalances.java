package io.florin.bench.limit;

import org.agrona.collections.Long2LongHashMap;

/** Accounts by number in a hash map, with debits and credits. One thread. */
final class BareBalances {
    private static final float LOAD_FACTOR = 0.6f;

    private final Long2LongHashMap rows;
    private final long[] debitsMinor;
    private final long[] creditsMinor;

    BareBalances(int accounts) {
        rows = new Long2LongHashMap(2 * accounts, LOAD_FACTOR, -1);
        debitsMinor = new long[accounts];
        creditsMinor = new long[accounts];
        for (int i = 0; i < accounts; i++) rows.put(i, i);
    }

    void move(long debit, long credit, long amountMinor) {
        debitsMinor[(int) rows.get(debit)] += amountMinor;
        creditsMinor[(int) rows.get(credit)] += amountMinor;
    }
}
