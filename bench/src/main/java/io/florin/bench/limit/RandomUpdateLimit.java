package io.florin.bench.limit;

import io.florin.bench.load.AccountIds;
import io.florin.bench.load.TransferSource;
import java.util.concurrent.TimeUnit;

/**
 * What memory asks of a ledger without rules: find two accounts by 128-bit id, look one transfer id up and store it,
 * change two rows of 64 bytes. Accounts that are found by luck of the cache are found by luck here too.
 */
public final class RandomUpdateLimit {
    private static final int LONGS_PER_ROW = 8;
    private static final int ID_SLOTS = 1 << 23;
    private static final int BATCH = 4_096;

    private final long[] indexKeys;
    private final int[] indexRows;
    private final int mask;
    private final long[] rows;
    private final long[] idKeys = new long[2 * ID_SLOTS];
    private long idState;

    public RandomUpdateLimit(int accounts) {
        int slots = Integer.highestOneBit(accounts) << 2;
        mask = slots - 1;
        indexKeys = new long[2 * slots];
        indexRows = new int[slots];
        rows = new long[accounts * LONGS_PER_ROW];
        for (int i = 0; i < accounts; i++) {
            int slot = slotOf(AccountIds.high(i), AccountIds.low(i));
            indexKeys[2 * slot] = AccountIds.high(i);
            indexKeys[2 * slot + 1] = AccountIds.low(i);
            indexRows[slot] = i;
        }
    }

    /** Transfers per second, on the calling thread. */
    public static double measure(TransferSource transfers, int seconds) {
        var limit = new RandomUpdateLimit(transfers.accounts());
        long warmNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < warmNs) limit.batch(transfers);
        long beginNs = System.nanoTime();
        long endNs = beginNs + TimeUnit.SECONDS.toNanos(seconds);
        long moved = 0;
        while (System.nanoTime() < endNs) {
            limit.batch(transfers);
            moved += BATCH;
        }
        double perSecond = moved * 1e9 / (System.nanoTime() - beginNs);
        if (!limit.isBalanced()) throw new IllegalStateException("debits and credits differ");
        return perSecond;
    }

    private void batch(TransferSource transfers) {
        for (int i = 0; i < BATCH; i++) one(transfers);
    }

    /** Draws one transfer and does what it asks of memory. */
    public void one(TransferSource transfers) {
        transfers.next();
        remember();
        int debit = rowOf(transfers.debit());
        int credit = rowOf(transfers.credit());
        rows[debit] += transfers.amountMinor();
        rows[credit + 1] += transfers.amountMinor();
    }

    private int rowOf(int index) {
        int slot = slotOf(AccountIds.high(index), AccountIds.low(index));
        return indexRows[slot] * LONGS_PER_ROW;
    }

    /** Of the key, or the empty one where it belongs. */
    private int slotOf(long high, long low) {
        int slot = (int) hash(high, low) & mask;
        while (indexKeys[2 * slot] != 0 && (indexKeys[2 * slot] != high || indexKeys[2 * slot + 1] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void remember() {
        idState++;
        long low = hash(idState, 1);
        int slot = (int) hash(idState, low) & ID_SLOTS - 1;
        if (idKeys[2 * slot] == idState && idKeys[2 * slot + 1] == low) throw new IllegalStateException("seen before");
        idKeys[2 * slot] = idState;
        idKeys[2 * slot + 1] = low;
    }

    private static long hash(long high, long low) {
        long z = (high ^ low) * 0xBF58476D1CE4E5B9L;
        return z ^ z >>> 32;
    }

    private boolean isBalanced() {
        long difference = 0;
        for (int i = 0; i < rows.length; i += LONGS_PER_ROW) difference += rows[i] - rows[i + 1];
        return difference == 0;
    }
}
