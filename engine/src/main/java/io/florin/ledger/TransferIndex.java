package io.florin.ledger;

import java.util.Arrays;

/**
 * Where the row of a transfer's id is. Rows that are no longer remembered may still stand here, under the same id
 * even (with policy {@code any}): they are passed over. More rows mean one more part, which is searched as well.
 * Ledger thread only; allocates when it grows only.
 */
final class TransferIndex {
    private final IdHash hash;
    private final TransferTable transfers;
    private final IdWindow window;
    private RowIndex[] parts = new RowIndex[0];

    TransferIndex(IdHash hash, TransferTable transfers, IdWindow window) {
        this.hash = hash;
        this.transfers = transfers;
        this.window = window;
    }

    void growBy(int rows) {
        parts = Arrays.copyOf(parts, parts.length + 1);
        parts[parts.length - 1] = new RowIndex(rows);
    }

    /** The row that is remembered under this id, or {@link TransferTable#NONE}. */
    int find(long idHigh, long idLow) {
        long hashed = hash.of(idHigh, idLow);
        for (int i = 0; i < parts.length; i++) {
            RowIndex part = parts[i];
            int slot = part.home(hashed);
            for (long entry = part.entry(slot); entry != 0; entry = part.entry(slot)) {
                int row = RowIndex.row(entry);
                if (RowIndex.matches(entry, hashed) && transfers.isId(row, idHigh, idLow) && window.remembers(row)) {
                    return row;
                }
                slot = part.next(slot);
            }
        }
        return TransferTable.NONE;
    }

    void add(int row) {
        int part = 0;
        while (parts[part].isFull()) part++;
        parts[part].add(hashOf(row), row);
    }

    void remove(int row) {
        remove(hashOf(row), row);
    }

    void remove(long hashed, int row) {
        for (int part = 0; part < parts.length; part++) {
            if (parts[part].remove(hashed, row)) return;
        }
        throw new IllegalStateException("not so: every row is in the index");
    }

    /** Something of the places where the searches for these hashes begin, so that they are in the cache. */
    long touch(long[] hashes, int count) {
        long touched = 0;
        for (int part = 0; part < parts.length; part++) touched += parts[part].touch(hashes, count);
        return touched;
    }

    long memoryBytes() {
        long bytes = 0;
        for (RowIndex part : parts) bytes += part.memoryBytes();
        return bytes;
    }

    /** Of the id in this row. */
    long hashOf(int row) {
        return hash.of(transfers.idHigh(row), transfers.idLow(row));
    }
}
