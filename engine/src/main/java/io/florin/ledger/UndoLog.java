package io.florin.ledger;

/**
 * What an open chain has changed, so that it can be taken back in reverse: one entry a change, {@code change | row,
 * before or other row}. Room for the largest chain, taken at construction.
 */
final class UndoLog {
    /** What one event can change at most: a bucket leaves, a row comes, a group grows or breaks, a hold is resolved. */
    private static final int CHANGES_PER_EVENT = 4;

    private static final int LONGS_PER_CHANGE = 2;

    private final long[] words = new long[RequestCommand.EVENTS_MAX * CHANGES_PER_EVENT * LONGS_PER_CHANGE];
    private int length;

    void add(Change change, int row, long other) {
        words[length] = (long) change.number() << Integer.SIZE | row;
        words[length + 1] = other;
        length += LONGS_PER_CHANGE;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Moves to the change that was made last, which the accessors then tell. */
    void removeLast() {
        length -= LONGS_PER_CHANGE;
    }

    Change change() {
        return changeAt(length / LONGS_PER_CHANGE);
    }

    /** From 0, in the order in which they were made. */
    Change changeAt(int index) {
        return Change.of((int) (words[index * LONGS_PER_CHANGE] >>> Integer.SIZE));
    }

    int count() {
        return length / LONGS_PER_CHANGE;
    }

    int row() {
        return (int) words[length];
    }

    long other() {
        return words[length + 1];
    }

    void clear() {
        length = 0;
    }
}
