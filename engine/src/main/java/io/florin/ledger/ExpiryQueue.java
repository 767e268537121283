package io.florin.ledger;

/**
 * Holds with a timeout, the one that expires next first: in the order (expires at, created). A heap of four children a
 * node, {@code expires at, row}, so that siblings share a cache line; each hold knows its place, so that a post or void
 * can take it out. Ledger thread only; all memory when it grows.
 */
final class ExpiryQueue {
    static final long NEVER = Long.MAX_VALUE;

    private static final int LONGS_PER_ENTRY = 2;
    private static final int CHILDREN_SHIFT = 2;
    private static final int EXPIRES_AT = 0;
    private static final int ROW = 1;

    private final TransferTable transfers;
    private final RowStore entries = new RowStore(LONGS_PER_ENTRY, 0);
    private int size;

    ExpiryQueue(TransferTable transfers) {
        this.transfers = transfers;
    }

    void growTo(int holds) {
        entries.growTo(holds);
    }

    int size() {
        return size;
    }

    /** When the next one expires, or {@link #NEVER}. */
    long nextNs() {
        return size == 0 ? NEVER : expiresAt(0);
    }

    /** The one that expires next; only if there is one. */
    int first() {
        return row(0);
    }

    void add(int row) {
        up(size++, transfers.expiresAtNs(row), row);
    }

    void remove(int row) {
        int place = transfers.placeInQueue(row);
        Belief.require(row(place) == row, "a hold knows its place among those that expire");
        size--;
        if (place == size) return;
        long expiresAt = expiresAt(size);
        int last = row(size);
        if (isBefore(expiresAt, last, expiresAt(place), row)) up(place, expiresAt, last);
        else down(place, expiresAt, last);
    }

    private void up(int from, long expiresAt, int row) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >> CHILDREN_SHIFT;
            if (!isBefore(expiresAt, row, expiresAt(parent), row(parent))) break;
            put(place, expiresAt(parent), row(parent));
            place = parent;
        }
        put(place, expiresAt, row);
    }

    private void down(int from, long expiresAt, int row) {
        int place = from;
        while (true) {
            int child = firstOfChildren(place);
            if (child >= size || !isBefore(expiresAt(child), row(child), expiresAt, row)) break;
            put(place, expiresAt(child), row(child));
            place = child;
        }
        put(place, expiresAt, row);
    }

    /** The child that expires first; beyond the end if there is none. */
    private int firstOfChildren(int place) {
        long begin = ((long) place << CHILDREN_SHIFT) + 1;
        if (begin >= size) return size;
        int first = (int) begin;
        int end = (int) Math.min(size, begin + (1 << CHILDREN_SHIFT));
        for (int child = first + 1; child < end; child++) {
            if (isBefore(expiresAt(child), row(child), expiresAt(first), row(first))) first = child;
        }
        return first;
    }

    private boolean isBefore(long expiresAt, int row, long otherExpiresAt, int other) {
        if (expiresAt != otherExpiresAt) return expiresAt < otherExpiresAt;
        return transfers.timestampNs(row) < transfers.timestampNs(other);
    }

    private void put(int place, long expiresAt, int row) {
        long[] zone = entries.zone(place);
        int at = entries.at(place);
        zone[at + EXPIRES_AT] = expiresAt;
        zone[at + ROW] = row;
        transfers.placeInQueue(row, place);
    }

    private long expiresAt(int place) {
        return entries.zone(place)[entries.at(place) + EXPIRES_AT];
    }

    private int row(int place) {
        return (int) entries.zone(place)[entries.at(place) + ROW];
    }

    long memoryBytes() {
        return entries.memoryBytes();
    }
}
