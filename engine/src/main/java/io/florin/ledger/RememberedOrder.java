package io.florin.ledger;

import java.util.Arrays;

/**
 * All remembered rows in an order that depends on nothing but history: unresolved holds by time stamp, then buckets,
 * oldest first. Made for writing the state; takes one int a row.
 */
final class RememberedOrder {
    private final TransferTable transfers;
    private final int[] rows;
    private final int unresolved;

    RememberedOrder(Transfers remembered) {
        transfers = remembered.table();
        IdWindow window = remembered.window();
        rows = new int[window.remembered()];
        unresolved = window.unresolved();
        collectUnresolved();
        collectBuckets(window);
    }

    private void collectUnresolved() {
        int count = 0;
        for (int row = 1; row < transfers.unusedFrom(); row++) {
            if (transfers.isUnresolved(row)) rows[count++] = row;
        }
        Belief.require(count == unresolved, "every unresolved hold is counted");
        sort();
    }

    private void collectBuckets(IdWindow window) {
        int end = unresolved;
        for (long second = window.markSecond(); end < rows.length; second++) {
            end += window.count(second);
            int at = end;
            for (int row = window.lastAdded(second); row != TransferTable.NONE; row = transfers.next(row)) {
                rows[--at] = row;
            }
        }
    }

    /** A merge sort of the unresolved ones, from runs of one. */
    private void sort() {
        int[] from = Arrays.copyOf(rows, unresolved);
        int[] to = new int[unresolved];
        for (int run = 1; run < unresolved; run *= 2) {
            for (int left = 0; left < unresolved; left += 2 * run) {
                merge(from, to, left, Math.min(left + run, unresolved), Math.min(left + 2 * run, unresolved));
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        System.arraycopy(from, 0, rows, 0, unresolved);
    }

    private void merge(int[] from, int[] to, int left, int middle, int end) {
        int a = left;
        int b = middle;
        for (int at = left; at < end; at++) {
            boolean takesLeft = b == end || (a < middle && timestampNs(from[a]) < timestampNs(from[b]));
            to[at] = takesLeft ? from[a++] : from[b++];
        }
    }

    private long timestampNs(int row) {
        return transfers.timestampNs(row);
    }

    int count() {
        return rows.length;
    }

    int row(int place) {
        return rows[place];
    }

    /** The place of an unresolved hold, from 1; 0 for none. */
    int placeFrom1(int row) {
        if (row == TransferTable.NONE) return 0;
        int low = 0;
        int high = unresolved - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestampNs(rows[middle]) < timestampNs(row)) low = middle + 1;
            else high = middle;
        }
        Belief.require(rows[low] == row, "holds of a group that is whole are unresolved");
        return low + 1;
    }
}
