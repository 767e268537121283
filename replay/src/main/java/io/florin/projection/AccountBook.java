package io.florin.projection;

import java.util.Arrays;
import java.util.UUID;
import org.agrona.collections.IntArrayList;

/**
 * What each account has and may, as the journal's results add up: 96 bytes and an index entry for each. Grows by
 * copying, which the read model may do and the road may not. One thread.
 */
final class AccountBook {
    static final int MISSING = -1;
    static final int DEBITS_PENDING = 2;
    static final int DEBITS_POSTED = 3;
    static final int CREDITS_PENDING = 4;
    static final int CREDITS_POSTED = 5;
    static final int DEBIT_ALLOWANCE = 6;
    static final int CREDIT_ALLOWANCE = 7;
    static final int LIMITS_VERSION = 8;
    static final int LEDGER = 9;
    static final int SEQUENCE = 11;

    private static final int STATUS = 10;
    private static final int WORDS = 12;
    private static final int FROZEN_BITS = 0xffff;
    private static final int REASON_SHIFT = 16;
    private static final long CLOSED = 1L << 32;
    private static final long DIRTY = 1L << 33;
    private static final int CAPACITY = 1_024;

    private long[] rows = new long[CAPACITY * WORDS];
    private int[] index = new int[CAPACITY * 2];
    private int size;
    private final IntArrayList dirty = new IntArrayList();

    /** Row of an account, or {@link #MISSING}. */
    int find(long idHigh, long idLow) {
        int mask = index.length - 1;
        for (int at = hash(idHigh, idLow) & mask; index[at] != 0; at = (at + 1) & mask) {
            int row = index[at] - 1;
            if (rows[row * WORDS] == idHigh && rows[row * WORDS + 1] == idLow) return row;
        }
        return MISSING;
    }

    int find(UUID id) {
        return find(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Row of an account that the journal says is there. */
    int require(UUID id) {
        int row = find(id);
        if (row == MISSING) throw new IllegalStateException("the journal tells of an unknown account: id=" + id);
        return row;
    }

    /** A new account, without balances. */
    int add(UUID id, long ledger) {
        if ((size + 1) * 2 > index.length) grow();
        if ((size + 1) * WORDS > rows.length) rows = Arrays.copyOf(rows, rows.length * 2);
        int row = size++;
        rows[row * WORDS] = id.getMostSignificantBits();
        rows[row * WORDS + 1] = id.getLeastSignificantBits();
        rows[row * WORDS + LEDGER] = ledger;
        insert(row);
        return row;
    }

    private void grow() {
        index = new int[index.length * 2];
        for (int row = 0; row < size; row++) insert(row);
    }

    private void insert(int row) {
        int mask = index.length - 1;
        int at = hash(rows[row * WORDS], rows[row * WORDS + 1]) & mask;
        while (index[at] != 0) at = (at + 1) & mask;
        index[at] = row + 1;
    }

    private static int hash(long idHigh, long idLow) {
        long mixed = (idHigh ^ idLow * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed ^ mixed >>> 32);
    }

    int size() {
        return size;
    }

    UUID id(int row) {
        return new UUID(rows[row * WORDS], rows[row * WORDS + 1]);
    }

    long get(int row, int field) {
        return rows[row * WORDS + field];
    }

    void set(int row, int field, long value) {
        rows[row * WORDS + field] = value;
    }

    void add(int row, int field, long delta) {
        rows[row * WORDS + field] += delta;
    }

    boolean isClosed(int row) {
        return (rows[row * WORDS + STATUS] & CLOSED) != 0;
    }

    void closed(int row, boolean isClosed) {
        if (isClosed) rows[row * WORDS + STATUS] |= CLOSED;
        else rows[row * WORDS + STATUS] &= ~CLOSED;
    }

    int frozen(int row) {
        return (int) rows[row * WORDS + STATUS] & FROZEN_BITS;
    }

    int frozenReason(int row) {
        return (int) (rows[row * WORDS + STATUS] >>> REASON_SHIFT) & FROZEN_BITS;
    }

    void frozen(int row, int bits, int reason) {
        long others = rows[row * WORDS + STATUS] & (CLOSED | DIRTY);
        rows[row * WORDS + STATUS] = others | bits | (long) reason << REASON_SHIFT;
    }

    /** Changed by the record with this sequence: its state in the database is older from now on. */
    void touched(int row, long sequence) {
        rows[row * WORDS + SEQUENCE] = sequence;
        if ((rows[row * WORDS + STATUS] & DIRTY) != 0) return;
        rows[row * WORDS + STATUS] |= DIRTY;
        dirty.addInt(row);
    }

    /** Rows that changed since {@link #saved}. */
    IntArrayList dirty() {
        return dirty;
    }

    /** The database has all of it now. */
    void saved() {
        for (int i = 0; i < dirty.size(); i++) rows[dirty.getInt(i) * WORDS + STATUS] &= ~DIRTY;
        dirty.clear();
    }
}
