package io.florin.ledger;

import java.util.Arrays;

/**
 * Where the account of an id is: open addressing with linear probing, three longs a slot, {@code idHigh, idLow, row +
 * 1}; a row of 0 is an empty slot. The ids live here only, and accounts keep the number of their slot.
 *
 * <p>Twice as many slots as accounts, never moved: accounts are not deleted, and what a broken chain takes back is
 * what was added last. More accounts mean one more part, which is searched as well. Ledger thread only; allocates
 * when it grows only.
 */
final class AccountIndex {
    static final int SLOTS_PER_ROW = 2;
    static final int LONGS_PER_SLOT = 3;

    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 1;
    private static final int ROW = 2;

    private final IdHash hash;
    private long[][] parts = new long[0][];
    private int[] firstRows = new int[0];
    private int rows;

    AccountIndex(IdHash hash) {
        this.hash = hash;
    }

    void growTo(int rowsMax) {
        if (rowsMax <= rows) return;
        int part = parts.length;
        parts = Arrays.copyOf(parts, part + 1);
        parts[part] = new long[(rowsMax - rows) * SLOTS_PER_ROW * LONGS_PER_SLOT];
        firstRows = Arrays.copyOf(firstRows, part + 1);
        firstRows[part] = rows;
        rows = rowsMax;
    }

    /** The row, or {@link AccountTable#MISSING}. */
    int find(long idHigh, long idLow) {
        return find(hash.of(idHigh, idLow), idHigh, idLow);
    }

    int find(long hashed, long idHigh, long idLow) {
        for (int part = 0; part < parts.length; part++) {
            long[] slots = parts[part];
            int at = home(slots, hashed);
            while (slots[at + ROW] != 0) {
                if (slots[at + ID_LOW] == idLow && slots[at + ID_HIGH] == idHigh) return (int) slots[at + ROW] - 1;
                at = next(slots, at);
            }
        }
        return AccountTable.MISSING;
    }

    /** Something of the places where the searches for these hashes begin; of both cache lines, if it lies on two. */
    long touch(long[] hashes, int count) {
        long touched = 0;
        for (int part = 0; part < parts.length; part++) {
            long[] slots = parts[part];
            for (int i = 0; i < count; i++) {
                int at = home(slots, hashes[i]);
                touched += slots[at + ID_HIGH] + slots[at + ROW];
            }
        }
        return touched;
    }

    /** Adds an id that is not there; rows are added in order. Returns the number of its slot. */
    int add(long idHigh, long idLow, int row) {
        int part = parts.length - 1;
        while (firstRows[part] > row) part--;
        long[] slots = parts[part];
        int at = home(slots, hash.of(idHigh, idLow));
        while (slots[at + ROW] != 0) at = next(slots, at);
        slots[at + ID_HIGH] = idHigh;
        slots[at + ID_LOW] = idLow;
        slots[at + ROW] = row + 1L;
        return firstRows[part] * SLOTS_PER_ROW + at / LONGS_PER_SLOT;
    }

    /** Takes back the id that was added last. */
    void removeLast(int slot) {
        long[] slots = parts[part(slot)];
        int at = at(slot);
        slots[at + ID_HIGH] = 0;
        slots[at + ID_LOW] = 0;
        slots[at + ROW] = 0;
    }

    long idHigh(int slot) {
        return parts[part(slot)][at(slot) + ID_HIGH];
    }

    long idLow(int slot) {
        return parts[part(slot)][at(slot) + ID_LOW];
    }

    long memoryBytes() {
        long longs = 0;
        for (long[] part : parts) longs += part.length;
        return longs * Long.BYTES;
    }

    private static int home(long[] slots, long hashed) {
        return (int) Math.unsignedMultiplyHigh(hashed, slots.length / LONGS_PER_SLOT) * LONGS_PER_SLOT;
    }

    private static int next(long[] slots, int at) {
        int next = at + LONGS_PER_SLOT;
        return next == slots.length ? 0 : next;
    }

    private int part(int slot) {
        int part = parts.length - 1;
        while (firstRows[part] * SLOTS_PER_ROW > slot) part--;
        return part;
    }

    private int at(int slot) {
        return (slot - firstRows[part(slot)] * SLOTS_PER_ROW) * LONGS_PER_SLOT;
    }
}
