package io.florin.ledger;

/**
 * Finds rows by hash: open addressing with linear probing, one long a slot, {@code hash's upper half | row}. Who asks
 * compares the ids itself, because only some 32 bits of the hash are here; 0 is an empty slot, so rows count from 1.
 *
 * <p>Twice as many slots as rows, so a new id costs one cache miss. Removal moves the followers up: no grave is ever
 * left, and cost does not depend on age. All memory at construction; ledger thread only.
 *
 * <pre>
 *   63                             32 31                              0
 *   +--------------------------------+--------------------------------+
 *   |      upper half of hash        |         row, from 1            |
 *   +--------------------------------+--------------------------------+
 * </pre>
 */
final class RowIndex {
    static final int SLOTS_PER_ROW = 2;

    private final long[] slots;
    private final int rowsMax;
    private int rows;

    RowIndex(int rowsMax) {
        this.rowsMax = rowsMax;
        this.slots = new long[SLOTS_PER_ROW * rowsMax];
    }

    boolean isFull() {
        return rows == rowsMax;
    }

    /** Where the search for a hash begins. */
    int home(long hash) {
        return (int) (((hash >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
    }

    int next(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    /** 0 ends a search. */
    long entry(int slot) {
        return slots[slot];
    }

    static boolean matches(long entry, long hash) {
        return (entry ^ hash) >>> Integer.SIZE == 0;
    }

    static int row(long entry) {
        return (int) entry;
    }

    /** Something of the places where the searches for these hashes begin. */
    long touch(long[] hashes, int count) {
        long touched = 0;
        for (int i = 0; i < count; i++) touched += slots[home(hashes[i])];
        return touched;
    }

    void add(long hash, int row) {
        int slot = home(hash);
        while (slots[slot] != 0) slot = next(slot);
        slots[slot] = (hash >>> Integer.SIZE << Integer.SIZE) | row;
        rows++;
    }

    /** Whether the row was here. */
    boolean remove(long hash, int row) {
        int slot = home(hash);
        while (row(slots[slot]) != row) {
            if (slots[slot] == 0) return false;
            slot = next(slot);
        }
        closeGap(slot);
        rows--;
        return true;
    }

    /** Moves every follower that could have stood here, until an empty slot ends the run. */
    private void closeGap(int emptied) {
        int gap = emptied;
        for (int slot = next(gap); slots[slot] != 0; slot = next(slot)) {
            int home = home(slots[slot]);
            if (distance(home, slot) >= distance(gap, slot)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = 0;
    }

    private int distance(int from, int to) {
        return from <= to ? to - from : to - from + slots.length;
    }

    /** Bytes of all arrays. */
    long memoryBytes() {
        return (long) slots.length * Long.BYTES;
    }
}
